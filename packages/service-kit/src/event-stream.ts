import { Readable } from 'node:stream';

/** Whatever can be listened to: an RxJS `Observable`, for one. */
interface Source<T> {
  subscribe(observer: {
    readonly next: (value: T) => void;
    readonly error: (error: Error) => void;
    readonly complete: () => void;
  }): { unsubscribe(): void };
}

export interface ServerSentEvent {
  readonly event: string;
  /** Sent as JSON. */
  readonly data: unknown;
}

/** A client comes again after so many milliseconds. */
const retryMs = 3_000;
/** Bytes that may wait for a client. */
const waiting = 4_096;

/**
 * Answers with values as server-sent events (HTML standard, 9.2), of which the newest is all that matters: a client
 * that does not read misses what comes meanwhile, and there is nothing to resume from. An error of the source cuts the
 * stream off, so that the client comes again.
 */
export const eventStream = (source: Source<ServerSentEvent>) => {
  const body = new Readable({ read: () => {} });
  body.push(`retry: ${retryMs}\n\n`);
  const listening = source.subscribe({
    next: ({ event, data }) => {
      if (body.readableLength < waiting) body.push(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    error: (error) => body.destroy(error),
    complete: () => body.push(null),
  });
  body.once('close', () => listening.unsubscribe());
  const headers = { 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' };
  return { status: 200 as const, type: 'text/event-stream', headers, body };
};
