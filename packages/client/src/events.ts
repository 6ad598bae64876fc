import type { EventSourceMessage } from 'eventsource-parser';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { Fetch } from './http.js';
import { ForumProblem } from './problem.js';

/** One server-sent event (HTML standard, 9.2). */
export interface ServerEvent {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: string;
}

export interface EventOptions {
  /** Ends the stream; without it, leaving the loop does. */
  readonly signal?: AbortSignal;
  /** Goes on after this event. */
  readonly lastEventId?: string;
  /** Called each time the stream is open. */
  readonly onOpen?: () => void;
}

/**
 * The events of a stream as they come. One that breaks off, or that cannot be had for now, is opened again after the pause
 * that the server asks for, and goes on where it was (`Last-Event-ID`), until it is ended. Throws a `ForumProblem` where the
 * forum refuses it.
 */
export async function* eventsOf(
  fetch: Fetch,
  url: URL,
  { signal, lastEventId, onOpen }: EventOptions = {},
): AsyncGenerator<ServerEvent, void, void> {
  const left = new AbortController();
  const ended = left.signal;
  signal?.addEventListener('abort', () => left.abort(), { once: true });
  if (signal?.aborted) left.abort();
  let last = lastEventId;
  let retryMs = 1_000;
  const onRetry = (ms: number) => {
    retryMs = ms;
  };
  try {
    while (!ended.aborted) {
      const body = await open(fetch, requestOf(url, last), ended);
      if (body) onOpen?.();
      for await (const { id, event = 'message', data } of body ? messagesOf(body, ended, onRetry) : []) {
        if (id !== undefined) last = id;
        yield { id, event, data };
      }
      if (!ended.aborted) await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  } finally {
    left.abort();
  }
}

/** Nothing where it may succeed later. */
const open = async (fetch: Fetch, request: Request, signal: AbortSignal) => {
  const answer = await fetch(request, { signal }).catch(() => undefined);
  if (!answer || answer.ok) return answer?.body;
  const body = await bodyOf(answer);
  if (answer.status < 500 && answer.status !== 429) throw new ForumProblem(answer, body);
  return undefined;
};

async function* messagesOf(
  body: NonNullable<Response['body']>,
  ended: AbortSignal,
  onRetry: (ms: number) => void,
): AsyncGenerator<EventSourceMessage, void, void> {
  const parser = new EventSourceParserStream({ onRetry });
  const reader = body.pipeThrough(new TextDecoderStream()).pipeThrough(parser).getReader();
  ended.addEventListener('abort', () => reader.cancel().catch(() => undefined), { once: true });
  try {
    for (;;) {
      // That it breaks off is what this is for; whether something was missed shows by Last-Event-ID.
      const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
      if (done || value === undefined) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

const requestOf = (url: URL, lastEventId: string | undefined): Request =>
  new Request(url, {
    headers: {
      Accept: 'text/event-stream',
      ...(lastEventId !== undefined && { 'Last-Event-ID': lastEventId }),
    },
  });

const bodyOf = async (answer: Response): Promise<unknown> => {
  const text = await answer.text();
  try {
    return JSON.parse(text);
  } catch {
    // Something between here and the forum has answered: what it says is told by its status.
    return undefined;
  }
};
