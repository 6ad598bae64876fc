import type { Fetch } from './http.js';

export interface RetryOptions {
  /** How long a call is tried again, in milliseconds. */
  readonly withinMs?: number | undefined;
  /** The first pause; it doubles, up to 2 s. */
  readonly baseMs?: number | undefined;
  /** How long one attempt may take until its answer begins. */
  readonly attemptMs?: number | undefined;
  /** Also calls that may then be done twice: a POST without an Idempotency-Key, a PATCH. */
  readonly everything?: boolean | undefined;
}

/** No answer in the time for it. `cause` is what went wrong at last. */
export class Unreachable extends Error {
  readonly code = 'client.unreachable';

  constructor(request: Request, withinMs: number, cause: unknown) {
    const last = cause instanceof Error ? cause.message : String(cause);
    const path = new URL(request.url).pathname;
    super(`${request.method} ${path}: no answer within ${withinMs / 1_000} s; at last: ${last}`, { cause });
    this.name = 'Unreachable';
  }
}

const temporary = new Set([502, 503, 504]);
const repeatable = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);

/**
 * Sends a request again while the forum cannot be reached or is away (502, 503, 504), as `Retry-After` says or with growing
 * pauses, where doing it twice does no harm. The last answer is returned as it is; without one it throws `Unreachable`.
 */
export const retrying =
  (options: RetryOptions, fetch: Fetch): Fetch =>
  async (request, { signal }) => {
    const { withinMs = 10_000, baseMs = 100, attemptMs = 30_000, everything = false } = options;
    const deadline = performance.now() + withinMs;
    const keyed = request.headers.has('Idempotency-Key');
    const mayRepeat = everything || keyed || repeatable.has(request.method);
    for (let attempts = 1; ; attempts += 1) {
      const outcome = await attempt(fetch, mayRepeat ? request.clone() : request, { signal, attemptMs });
      signal.throwIfAborted();
      if ('answer' in outcome) {
        const { status } = outcome.answer;
        // To a repeated create it means that the first one is still under way.
        const isUnderWay = status === 409 && keyed && attempts > 1;
        if (!temporary.has(status) && !isUnderWay) return outcome.answer;
      }
      const waitMs = Math.max(retryAfterMs(outcome), Math.min(baseMs * 2 ** (attempts - 1), 2_000));
      if (!mayRepeat || performance.now() + waitMs > deadline) {
        if ('answer' in outcome) return outcome.answer;
        throw new Unreachable(request, withinMs, outcome.failure);
      }
      if ('answer' in outcome) await outcome.answer.body?.cancel();
      await pause(waitMs, signal);
    }
  };

type Outcome = { readonly answer: Response } | { readonly failure: unknown };

interface Limits {
  readonly signal: AbortSignal;
  readonly attemptMs: number;
}

// Only until the answer begins: a live stream may go on for as long as it likes.
const attempt = async (fetch: Fetch, request: Request, { signal, attemptMs }: Limits): Promise<Outcome> => {
  const over = new AbortController();
  signal.addEventListener('abort', () => over.abort(signal.reason), { once: true });
  const timer = setTimeout(() => over.abort(new Error(`no answer in ${attemptMs} ms`)), attemptMs);
  try {
    return { answer: await fetch(request, { signal: over.signal }) };
  } catch (failure) {
    return { failure };
  } finally {
    clearTimeout(timer);
  }
};

const retryAfterMs = (outcome: Outcome): number => {
  const seconds = 'answer' in outcome ? Number(outcome.answer.headers.get('Retry-After') ?? 0) : 0;
  return Number.isFinite(seconds) ? seconds * 1_000 : 0;
};

/** Rejects with the reason of the signal as soon as that ends it. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    if (signal.aborted) return reject(signal.reason);
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end);
      resolve();
    }, ms);
    signal.addEventListener('abort', end, { once: true });
  });
