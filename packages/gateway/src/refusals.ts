import { refuse } from '@obey/service-kit';
import type { Failure } from './retry.js';

/** No instance is there, or none that takes connections. */
export const refuseAbsent = (service: string, cause?: unknown): never =>
  refuse('unavailable', 'gateway.service-away', `No instance of ${service} is there; try again in a moment`, {
    retryAfterSeconds: 1,
    ...(cause !== undefined && { cause }),
  });

/** Its circuit is open: it has failed so often that it is not asked for a while. */
export const refuseOpen = (service: string, waitMs: number): never =>
  refuse('unavailable', 'gateway.circuit-open', `${service} gives no answers now; try again later`, {
    retryAfterSeconds: waitMs / 1_000,
  });

/** All its instances have as many requests under way as they may. */
export const refuseBusy = (service: string): never =>
  refuse(
    'unavailable',
    'gateway.service-busy',
    `${service} has more to do than it can; try again in a moment`,
    {
      retryAfterSeconds: 1,
    },
  );

/** What was asked ended without an answer; a `cause` says that the service is to blame. */
export const refuseFailed = (service: string, failure: Failure, cause: unknown): never => {
  if (failure === 'never connected') return refuseAbsent(service, cause);
  if (failure === 'too slow') {
    const detail = `${service} did not answer in time; it may still act`;
    return refuse('gateway-timeout', 'gateway.too-slow', detail, { cause });
  }
  const detail = `${service} broke off before it answered; it may have acted`;
  return refuse('bad-gateway', 'gateway.broken', detail, { cause });
};

/** Its address sends as many bodies at once as it may: each holds a connection to its service for as long as the client likes. */
export const refuseUpload = (): never =>
  refuse(
    'too-many',
    'gateway.slow-down',
    'Too many large bodies come from here at once; wait until some are sent',
    {
      retryAfterSeconds: 1,
    },
  );
