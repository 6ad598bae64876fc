import type { Push } from './push.js';

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

/**
 * Answers with values as server-sent events (HTML standard, 9.2), of which the newest is all that matters: a client
 * that does not read misses what comes meanwhile but for the last, and there is nothing to resume from. Resolves when
 * the source has a value, and rejects with an error that comes before: so that is the answer. A later one cuts the
 * stream off, and the client comes again. The source is listened to twice, so it should be shared.
 */
export const eventStream = async (source: Source<ServerSentEvent>) => {
  await begun(source);
  const headers = { 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' };
  return { status: 200 as const, type: 'text/event-stream', headers, body: pushOf(source) };
};

const begun = async (source: Source<ServerSentEvent>) => {
  let listening: ReturnType<typeof source.subscribe> | undefined;
  await new Promise<void>((resolve, reject) => {
    listening = source.subscribe({ next: () => resolve(), error: reject, complete: resolve });
  }).finally(() => listening?.unsubscribe());
};

const pushOf =
  (source: Source<ServerSentEvent>): Push =>
  (line) => {
    let reads = line.write(`retry: ${retryMs}\n\n`);
    let missed: ServerSentEvent | undefined;
    const tell = (event: ServerSentEvent) => {
      if (reads) reads = line.write(`event: ${event.event}\ndata: ${JSON.stringify(event.data)}\n\n`);
      else missed = event;
    };
    const listening = source.subscribe({ next: tell, error: () => line.cut(), complete: () => line.end() });
    return {
      drained: () => {
        reads = true;
        const newest = missed;
        missed = undefined;
        if (newest) tell(newest);
      },
      closed: () => listening.unsubscribe(),
    };
  };
