import { setTimeout as delay } from 'node:timers/promises';
import type { Discovery } from './discovery.js';
import { probed } from './standing.js';
import type { Upstream } from './upstream.js';

/** Whether an instance says that it is ready; within a second, or it is not. */
export const isReady = async ({ streams }: Upstream): Promise<boolean> => {
  try {
    // Where as many connections are open as may be for requests, a probe must not wait for one of them.
    const { statusCode, body } = await streams.request({
      path: '/health/ready',
      method: 'GET',
      signal: AbortSignal.timeout(1_000),
    });
    await body.dump();
    return statusCode === 200;
  } catch {
    // Away, or too slow to tell: either way it is not ready.
    return false;
  }
};

/** Asks all instances whether they are ready, again and again, until the function it returns is called. */
export const probe = (discovery: Pick<Discovery, 'all'>, everyMs: number): (() => Promise<void>) => {
  const closing = new AbortController();
  const ask = async (upstream: Upstream) => {
    const ready = await isReady(upstream);
    upstream.standing = probed(upstream.standing, ready);
  };
  const watch = async () => {
    while (!closing.signal.aborted) {
      await Promise.all(discovery.all().map(ask));
      await delay(everyMs, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  };
  const watching = watch();
  return () => {
    closing.abort();
    return watching;
  };
};
