import { setTimeout as pause } from 'node:timers/promises';
import { isRecord } from '../log-line.js';

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path and query. */
  readonly path: string;
  readonly body?: unknown;
  readonly correlationId: string;
  /** Makes a create safe to send again. */
  readonly idempotencyKey?: string;
  readonly session?: Session;
}

export interface Answer {
  readonly status: number;
  /** Parsed where it is JSON, text where it is not, undefined where it is empty. */
  readonly body: unknown;
  readonly correlationId: string;
  /** How often it was sent; more than once means that an earlier one may have been done. */
  readonly attempts: number;
}

/** What a caller is signed in with. */
export interface Session {
  accessToken(): string;
  /** Gets another access token. */
  refresh(correlationId: string): Promise<void>;
}

export interface ForumClient {
  readonly url: string;
  /**
   * Calls the forum, again and again while it cannot be reached or is not available (502, 503, 504), and once
   * more with another token at a 401. Throws `Problem` for any other answer of 400 and more, `Unreachable` when
   * the time is over.
   */
  call(call: Call): Promise<Answer>;
}

/** The forum refuses: an answer of 400 or more, with what its problem+json says (RFC 9457). */
export class Problem extends Error {
  readonly call: Call;
  readonly answer: Answer;

  constructor(call: Call, answer: Answer) {
    const { title, detail, code, errors } = isRecord(answer.body) ? answer.body : {};
    const said = [detail ?? title, errors && JSON.stringify(errors)].filter(Boolean).join(' ');
    super(`${call.method} ${call.path}: ${answer.status} ${String(code ?? '')} ${said}`.trimEnd());
    this.name = 'Problem';
    this.call = call;
    this.answer = answer;
  }
}

/** No answer within the time for it. */
export class Unreachable extends Error {
  constructor(call: Call, withinMs: number, last: string, options?: ErrorOptions) {
    super(`${call.method} ${call.path}: no answer within ${withinMs / 1000} s; at last: ${last}`, options);
    this.name = 'Unreachable';
  }
}

export interface ClientOptions {
  /** How long one call is tried, in milliseconds. */
  readonly withinMs?: number;
  /** Pause before the first repetition; it doubles up to 2 s. */
  readonly baseMs?: number;
}

/** A client of the forum's REST API that outlives the restart of any service. */
export const createForumClient = (
  url: string,
  { withinMs = 60_000, baseMs = 100 }: ClientOptions = {},
): ForumClient => ({
  url,
  async call(call) {
    const deadline = performance.now() + withinMs;
    let refreshed = false;
    for (let attempts = 1; ; attempts++) {
      const outcome = await send(url, call, attempts);
      if ('answer' in outcome) {
        const { answer } = outcome;
        if (answer.status < 400) return answer;
        if (answer.status === 401 && call.session && !refreshed) {
          refreshed = true;
          await call.session.refresh(call.correlationId);
          continue;
        }
        if (!isTemporary(answer, call)) throw new Problem(call, answer);
      }
      const waitMs = Math.min(baseMs * 2 ** (attempts - 1), 2_000);
      if (performance.now() + waitMs > deadline) {
        if ('answer' in outcome) throw new Problem(call, outcome.answer);
        throw new Unreachable(call, withinMs, describe(outcome.failure), { cause: outcome.failure });
      }
      await pause(waitMs);
    }
  },
});

type Outcome = { readonly answer: Answer } | { readonly failure: unknown };

const send = async (url: string, call: Call, attempts: number): Promise<Outcome> => {
  try {
    const response = await fetch(new URL(call.path, url), {
      method: call.method,
      headers: headersOf(call),
      signal: AbortSignal.timeout(15_000),
      redirect: 'manual',
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    });
    const text = await response.text();
    const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
    return {
      answer: {
        status: response.status,
        body: text === '' ? undefined : isJson ? JSON.parse(text) : text,
        correlationId: response.headers.get('x-correlation-id') ?? call.correlationId,
        attempts,
      },
    };
  } catch (failure) {
    return { failure };
  }
};

const headersOf = ({ body, correlationId, idempotencyKey, session }: Call): Record<string, string> => ({
  accept: 'application/json, text/html;q=0.5',
  'x-correlation-id': correlationId,
  ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
  ...(session === undefined ? {} : { authorization: `Bearer ${session.accessToken()}` }),
});

/** 409 to a repeated create means that the first one is still under way. */
const isTemporary = ({ status, attempts }: Answer, { idempotencyKey }: Call) =>
  [502, 503, 504].includes(status) || (status === 409 && idempotencyKey !== undefined && attempts > 1);

const describe = (failure: unknown): string => {
  if (!(failure instanceof Error)) return String(failure);
  return failure.cause instanceof Error ? `${failure.message} (${failure.cause.message})` : failure.message;
};
