import type { Body } from './body.js';

const neverConnected = new Set(['ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT', 'EHOSTUNREACH', 'ENETUNREACH']);
const broken = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_CLOSED', 'UND_ERR_DESTROYED']);
const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

export type Failure = 'never connected' | 'broken' | 'too slow' | 'other';

export const failureOf = (error: unknown): Failure => {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code !== 'string') return 'other';
  if (neverConnected.has(code)) return 'never connected';
  if (code === 'UND_ERR_HEADERS_TIMEOUT') return 'too slow';
  return broken.has(code) ? 'broken' : 'other';
};

/**
 * Whether a request that failed before its answer began may go to another instance: always where no
 * connection came about; else only where doing it twice does no harm, because it only reads or because its
 * Idempotency-Key makes the second one the same as the first.
 */
export const mayRetry = (failure: Failure, method: string, body: Body, idempotencyKey: boolean): boolean => {
  if (body.kind === 'stream') return false;
  if (failure === 'never connected') return true;
  return failure === 'broken' && (safe.has(method) || (method === 'POST' && idempotencyKey));
};
