import type { IncomingMessage } from 'node:http';

/** Larger bodies are passed on as they come, and not kept for a second try. */
const mostKept = 64 * 1024;

/** A body that can be sent again, or a stream that can be sent once. */
export type Body =
  | { readonly kind: 'none' }
  | { readonly kind: 'kept'; readonly bytes: Buffer }
  | { readonly kind: 'stream'; readonly stream: IncomingMessage };

export const readBody = async (request: IncomingMessage): Promise<Body> => {
  const length = request.headers['content-length'];
  if (length === undefined && request.headers['transfer-encoding'] === undefined) return { kind: 'none' };
  if (length === undefined || Number(length) > mostKept) return { kind: 'stream', stream: request };
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return { kind: 'kept', bytes: Buffer.concat(chunks) };
};
