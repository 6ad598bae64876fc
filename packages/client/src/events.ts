import type { EventSourceMessage } from 'eventsource-parser';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { StreamEvents } from '../generated/names.js';
import type { Fetch } from './http.js';
import { ForumProblem } from './problem.js';
import { pause } from './retrying.js';

/** The paths that answer with a stream of server-sent events. */
export type StreamPath = keyof StreamEvents;

/** One server-sent event (HTML standard, 9.2) of a stream, by whose name its data are known. */
export type ServerEvent<Path extends StreamPath = StreamPath> = {
  [P in Path]: {
    [Name in keyof StreamEvents[P]]: {
      readonly id: string | undefined;
      readonly event: Name;
      readonly data: StreamEvents[P][Name];
    };
  }[keyof StreamEvents[P]];
}[Path];

export interface EventOptions {
  /** Ends the stream; without it, leaving the loop does. */
  readonly signal?: AbortSignal;
  /** Goes on after this event. */
  readonly lastEventId?: string;
  /** Called each time the stream is open. */
  readonly onOpen?: () => void;
  /** Called each time it is not open any more, or could not be opened, before the pause; with what went wrong, if anything. */
  readonly onBreak?: (cause: unknown) => void;
}

/**
 * The events of a stream as they come. One that breaks off, or that cannot be had for now, is opened again after the pause
 * that the server asks for, and goes on where it was (`Last-Event-ID`), until it is ended. Throws a `ForumProblem` where the
 * forum refuses it.
 */
export async function* eventsOf<Path extends StreamPath>(
  fetch: Fetch,
  url: string,
  { signal, lastEventId, onOpen, onBreak }: EventOptions = {},
): AsyncGenerator<ServerEvent<Path>, void, void> {
  const left = new AbortController();
  const ended = left.signal;
  const leave = () => left.abort();
  signal?.addEventListener('abort', leave, { once: true });
  if (signal?.aborted) leave();
  let last = lastEventId;
  let retryMs = 1_000;
  const onRetry = (ms: number) => {
    retryMs = ms;
  };
  try {
    while (!ended.aborted) {
      const { body, cause, waitMs = 0 } = await open(fetch, requestOf(url, last), ended);
      if (body) onOpen?.();
      for await (const message of body ? messagesOf(body, ended, onRetry) : []) {
        if (message.id !== undefined) last = message.id;
        yield eventOf<Path>(message);
      }
      if (ended.aborted) return;
      onBreak?.(cause);
      await pause(Math.max(retryMs, waitMs), ended).catch(() => undefined);
    }
  } finally {
    leave();
    signal?.removeEventListener('abort', leave);
  }
}

/** What a stream is documented to say, as it was said: nothing is checked here. */
const eventOf = <Path extends StreamPath>({
  id,
  event = 'message',
  data,
}: EventSourceMessage): ServerEvent<Path> => Object({ id, event, data: JSON.parse(data) });

interface Opening {
  readonly body?: NonNullable<Response['body']> | null;
  /** Why there is no body, and how long to wait at least, where it may be had later. */
  readonly cause?: unknown;
  readonly waitMs?: number;
}

const open = async (fetch: Fetch, request: Request, signal: AbortSignal): Promise<Opening> => {
  const answer = await fetch(request, { signal }).catch((cause: unknown) => ({ cause }));
  if ('cause' in answer) return answer;
  if (answer.ok) return { body: answer.body };
  const problem = new ForumProblem(answer, await bodyOf(answer));
  if (problem.status < 500 && problem.status !== 429) throw problem;
  return { cause: problem, waitMs: (problem.retryAfterSeconds ?? 0) * 1_000 };
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

const requestOf = (url: string, lastEventId: string | undefined): Request =>
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
