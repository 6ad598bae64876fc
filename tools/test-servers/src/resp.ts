/**
 * Cuts a stream of RESP2 or RESP3 bytes into its whole values: requests or replies. Called with each chunk that
 * arrives, it gives the values that are complete by then; a value that is not waits for the next chunk.
 */
export const createSplitter = (): ((chunk: Buffer) => Buffer[]) => {
  let bytes: Buffer = Buffer.alloc(0);
  let scanned = 0;
  let missing = 1;

  return (chunk) => {
    bytes = Buffer.concat([bytes, chunk]);
    const values: Buffer[] = [];
    let start = 0;
    for (;;) {
      const end = bytes.indexOf('\r\n', scanned);
      if (end < 0) break;
      const { body, parts } = announced(bytes.toString('latin1', scanned, end));
      if (end + 2 + body > bytes.length) break;
      scanned = end + 2 + body;
      missing += parts - 1;
      if (missing > 0) continue;
      values.push(bytes.subarray(start, scanned));
      start = scanned;
      missing = 1;
    }
    bytes = bytes.subarray(start);
    scanned -= start;
    return values;
  };
};

/** What follows a header line: the bytes of its body, or the values that it is made of. */
const announced = (line: string): { body: number; parts: number } => {
  const size = Math.max(Number(line.slice(1)), 0);
  switch (line[0]) {
    case '$':
    case '=':
    case '!':
      return { body: line[1] === '-' ? 0 : size + 2, parts: 0 };
    case '*':
    case '~':
    case '>':
      return { body: 0, parts: size };
    case '%':
      return { body: 0, parts: 2 * size };
    case '|':
      // Attributes stand before the value that they belong to.
      return { body: 0, parts: 2 * size + 1 };
    default:
      return { body: 0, parts: 0 };
  }
};

/** The arguments of a request: an array of bulk strings, or an inline command. */
export const argumentsOf = (request: Buffer): string[] => {
  if (request[0] !== '*'.charCodeAt(0)) return request.toString().trim().split(/\s+/);
  const found: string[] = [];
  for (let at = request.indexOf('\r\n') + 2; at < request.length; ) {
    const start = request.indexOf('\r\n', at) + 2;
    const end = start + Number(request.toString('latin1', at + 1, start - 2));
    found.push(request.toString('utf8', start, end));
    at = end + 2;
  }
  return found;
};

/** Whether a value came unasked (RESP3): it answers no command. */
export const isPush = (value: Buffer): boolean => value[0] === '>'.charCodeAt(0);
