import type { Body } from './body.js';

const neverConnected = new Set([
  'ECONNREFUSED',
  'UND_ERR_CONNECT_TIMEOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CLOSED',
  'UND_ERR_DESTROYED',
]);
const broken = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);
const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

export type Failure = 'never connected' | 'broken' | 'too slow' | 'other';

export const failureOf = (error: unknown): Failure => {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code !== 'string') return 'other';
  if (neverConnected.has(code)) return 'never connected';
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'gateway.deadline') return 'too slow';
  return broken.has(code) ? 'broken' : 'other';
};

/** Whether a request may be done twice without harm: it only reads, or its Idempotency-Key makes the second the first. */
export const isRepeatable = (method: string, idempotencyKey: boolean): boolean =>
  safe.has(method) || (method === 'POST' && idempotencyKey);

/**
 * Whether a request that failed before its answer began may go to another instance: always where no connection came
 * about, since nothing of it was sent; else once, where it is repeatable, is kept whole, and the budget has room.
 */
export const mayRetry = (
  failure: Failure,
  { repeatable, body, repeated }: { repeatable: boolean; body: Body; repeated: number },
  withinBudget: () => boolean,
): boolean => {
  if (body.kind === 'stream' && body.begun) return false;
  if (failure === 'never connected') return true;
  if (failure !== 'broken' || !repeatable || body.kind === 'stream' || repeated > 0) return false;
  return withinBudget();
};

/** Retries are a fifth of the requests at the most; so a service that fails is not asked twice as much for it. */
export interface RetryBudget {
  /** A request came. */
  earn(): void;
  /** Whether one more retry is within the budget; it counts as made. */
  spend(): boolean;
}

const share = 0.2;
/** What a service that is seldom asked may retry, and what can be saved up. */
const first = 10;
const most = 100;

export const createRetryBudget = (): RetryBudget => {
  let left = first;
  return {
    earn: () => {
      left = Math.min(most, left + share);
    },
    spend: () => {
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
};
