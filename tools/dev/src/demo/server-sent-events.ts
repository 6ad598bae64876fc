/** One event of a stream (WHATWG HTML, 9.2). */
export interface ServerSentEvent {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: string;
}

/** Reads a stream of server-sent events piece by piece, wherever the pieces were cut. */
export const createEventParser = (): ((chunk: Uint8Array) => ServerSentEvent[]) => {
  const decoder = new TextDecoder();
  let rest = '';
  return (chunk) => {
    const blocks = `${rest}${decoder.decode(chunk, { stream: true })}`.split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? '';
    return blocks.flatMap(parseBlock);
  };
};

/** A block without data (a comment, a retry) is no event, but an id in it counts. */
const parseBlock = (block: string): ServerSentEvent[] => {
  let id: string | undefined;
  let event = 'message';
  const data: string[] = [];
  for (const line of block.split(/\r?\n/)) {
    const [, field = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/.exec(line) ?? [];
    if (field === 'id') id = value;
    if (field === 'event') event = value;
    if (field === 'data') data.push(value);
  }
  return data.length > 0 || id !== undefined ? [{ id, event, data: data.join('\n') }] : [];
};
