import { setTimeout as pause } from 'node:timers/promises';
import { Problem, type Session } from './forum-client.js';
import { createEventParser, type ServerSentEvent } from './server-sent-events.js';

export interface HeardEvent extends ServerSentEvent {
  /** By performance.now(). */
  readonly heardAt: number;
}

export interface EventStream {
  /** What was heard so far. */
  readonly events: readonly HeardEvent[];
  /** How often it was opened again after it had ended. */
  reopened(): number;
  close(): Promise<void>;
}

export interface EventStreamOptions {
  readonly url: string;
  readonly path: string;
  readonly session: Session;
  readonly correlationId: string;
}

/**
 * Follows a stream of server-sent events and resolves when it is open. Whenever it ends, it is opened again with the
 * `Last-Event-ID`; a token that is no longer good is replaced. Throws if it is refused for good at first.
 */
export const openEventStream = async (options: EventStreamOptions): Promise<EventStream> => {
  const aborter = new AbortController();
  const events: HeardEvent[] = [];
  let lastEventId = '';
  let opened = 0;
  const open = async () => {
    const { body } = await openOnce(options, lastEventId, aborter.signal);
    opened++;
    return body;
  };
  const hear = async (body: AsyncIterable<Uint8Array>) => {
    const parse = createEventParser();
    for await (const chunk of body) {
      for (const event of parse(chunk)) {
        if (event.id !== undefined) lastEventId = event.id;
        events.push({ ...event, heardAt: performance.now() });
      }
    }
  };
  const first = await open();
  const following = follow(first, open, hear, aborter.signal);
  return {
    events,
    reopened: () => opened - 1,
    async close() {
      aborter.abort();
      await following;
    },
  };
};

const follow = async (
  first: AsyncIterable<Uint8Array>,
  open: () => Promise<AsyncIterable<Uint8Array>>,
  hear: (body: AsyncIterable<Uint8Array>) => Promise<void>,
  signal: AbortSignal,
) => {
  for (let body: AsyncIterable<Uint8Array> | undefined = first; !signal.aborted; body = undefined) {
    // A stream that breaks off is what this is for: whether an event was missed shows by Last-Event-ID.
    await (async () => hear(body ?? (await open())))().catch(() => {});
    if (!signal.aborted) await pause(100);
  }
};

const openOnce = async (
  { url, path, session, correlationId }: EventStreamOptions,
  lastEventId: string,
  signal: AbortSignal,
): Promise<{ body: AsyncIterable<Uint8Array> }> => {
  const deadline = performance.now() + 60_000;
  let refreshed = false;
  for (let attempts = 1; ; attempts++) {
    const response = await fetch(new URL(path, url), {
      headers: {
        accept: 'text/event-stream',
        authorization: `Bearer ${session.accessToken()}`,
        'x-correlation-id': correlationId,
        ...(lastEventId === '' ? {} : { 'last-event-id': lastEventId }),
      },
      signal,
    }).catch((error: unknown) => {
      if (signal.aborted || performance.now() > deadline) throw error;
    });
    if (response?.ok && response.body) return { body: response.body };
    const text = (await response?.text()) ?? '';
    if (response?.status === 401 && !refreshed) {
      refreshed = true;
      await session.refresh(correlationId);
    } else if (response && (response.status < 500 || performance.now() > deadline)) {
      const answer = { status: response.status, body: text, correlationId, attempts };
      throw new Problem({ method: 'GET', path, correlationId }, answer);
    } else await pause(Math.min(100 * 2 ** (attempts - 1), 2_000));
  }
};
