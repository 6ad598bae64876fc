import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { Refusal } from '@obey/service-kit';
import { hasBody } from './framing.js';

/** Larger bodies are passed on as they come, and not kept for a second try. */
const mostKept = 64 * 1024;

/** A body that can be sent again, or a stream that can be sent once. */
export type Body =
  | { readonly kind: 'none' }
  | { readonly kind: 'kept'; readonly bytes: Buffer }
  | StreamedBody;

export interface StreamedBody {
  readonly kind: 'stream';
  /** Whether some of it may have been sent. */
  readonly begun: boolean;
  /** Why it cannot be sent to its end. */
  readonly fault: Refusal | undefined;
  /** Sends it, reading no faster than what is sent is taken; `sent` is called at its end. */
  open(sent: () => void): Readable;
}

/** The client went away while its request was still coming. */
export class ClientGone extends Error {
  readonly code = 'gateway.client-gone';

  constructor(cause?: unknown) {
    super('The client went away before its request was whole', { cause });
    this.name = 'ClientGone';
  }
}

/** Takes the body of a request, of so many bytes at the most. Throws a `Refusal` (413) and `ClientGone`. */
export const readBody = (request: IncomingMessage, mostBytes: number): Body | Promise<Body> => {
  if (!hasBody(request)) return { kind: 'none' };
  const length = request.headers['content-length'];
  if (Number(length ?? 0) > mostBytes) throw tooLarge(mostBytes);
  return length === undefined || Number(length) > mostKept ? streamed(request, mostBytes) : kept(request);
};

const kept = (request: IncomingMessage): Promise<Body> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => {
      const [first] = chunks;
      resolve({ kind: 'kept', bytes: first && chunks.length === 1 ? first : Buffer.concat(chunks) });
    });
    request.once('error', (error) => reject(new ClientGone(error)));
    request.once('close', () => reject(new ClientGone()));
  });

const streamed = (request: IncomingMessage, mostBytes: number): StreamedBody => {
  const state: { begun: boolean; fault: Refusal | undefined } = { begun: false, fault: undefined };
  const chunks = async function* (sent: () => void) {
    state.begun = true;
    let bytes = 0;
    // Whoever stops reading must not end the connection: its answer still has to go out by it.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      bytes += chunk.length;
      if (bytes > mostBytes) {
        state.fault = tooLarge(mostBytes);
        throw state.fault;
      }
      yield chunk;
    }
    sent();
  };
  return {
    kind: 'stream',
    get begun() {
      return state.begun;
    },
    get fault() {
      return state.fault;
    },
    open: (sent) => Readable.from(chunks(sent), { objectMode: false }),
  };
};

const tooLarge = (mostBytes: number) =>
  new Refusal('too-large', 'request.too-large', `The body is larger than ${mostBytes} bytes`);
