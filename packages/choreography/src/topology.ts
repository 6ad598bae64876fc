import type { Redis } from 'ioredis';
import { instancesAliveKey, instancesKey } from './names.js';
import type { Observer } from './observe.js';
import { listOf } from './replies.js';
import { announceInstance, listInstances } from './scripts.js';
import type { Tuning } from './tuning.js';
import { endable, pause } from './waiting.js';

/** An instance as it announces itself: where it serves HTTP, if it does, and since when (RFC 3339). */
export interface Instance {
  readonly service: string;
  readonly instance: string;
  readonly url?: string;
  readonly startedAt: string;
}

interface AnnouncerDeps {
  readonly redis: Redis;
  readonly tuning: Tuning;
  readonly observe: Observer;
}

/** Announces an instance again and again, since who falls silent is forgotten. */
export const createAnnouncer = ({ redis, tuning, observe }: AnnouncerDeps) => {
  let withdrawn = endable();
  let announcing: Promise<void> = Promise.resolve();

  const repeat = async (announce: () => Promise<unknown>, signal: AbortSignal) => {
    while (!signal.aborted) {
      await pause(tuning.heartbeatMs, signal);
      if (signal.aborted) return;
      await announce().catch((error: unknown) =>
        observe({ kind: 'trouble', what: 'announcing this instance', error }),
      );
    }
  };

  return {
    announce: async (described: Instance) => {
      withdrawn.abort();
      await announcing;
      withdrawn = endable();
      const announce = () =>
        announceInstance(
          redis,
          [instancesKey, instancesAliveKey],
          [described.instance, JSON.stringify(described), tuning.heartbeatTtlMs],
        );
      await announce();
      announcing = repeat(announce, withdrawn.signal);
    },
    withdraw: async (instance: string) => {
      withdrawn.abort();
      await announcing;
      await redis.zrem(instancesAliveKey, instance);
      await redis.hdel(instancesKey, instance);
    },
  };
};

/** The instances that are alive, oldest first. */
export const readInstances = async (redis: Redis): Promise<Instance[]> =>
  listOf(await listInstances(redis, [instancesKey, instancesAliveKey], []))
    .flatMap((json) => (typeof json === 'string' ? [JSON.parse(json)] : []))
    .filter(isInstance)
    .sort((a, b) => a.startedAt.localeCompare(b.startedAt) || a.instance.localeCompare(b.instance));

const isInstance = (value: unknown): value is Instance =>
  typeof value === 'object' &&
  value !== null &&
  'service' in value &&
  typeof value.service === 'string' &&
  'instance' in value &&
  typeof value.instance === 'string' &&
  'startedAt' in value &&
  typeof value.startedAt === 'string';
