import { epochKey, laterKey, leaseKey } from '../names.js';
import type { Leases } from '../transport.js';
import type { Memory } from './memory.js';
import type { Call } from './server.js';

/** The token that holds a lease now. */
export const holderOf = ({ leases }: Memory, stream: string, group: string): string | undefined => {
  const lease = leases.get(leaseKey(stream, group));
  return lease && lease.endsAt > performance.now() ? lease.token : undefined;
};

/** How long until the next postponed message of a stream is due, in ms. */
export const nextDueMs = ({ later }: Memory, stream: string): number | undefined => {
  const dues = [...(later.get(laterKey(stream))?.values() ?? [])].map(({ dueAt }) => dueAt);
  return dues.length === 0 ? undefined : Math.max(0, Math.min(...dues) - Date.now());
};

export const createLeases = (memory: Memory, call: Call): Leases => {
  const { leases, epochs } = memory;

  const take = (stream: string, group: string, instance: string, ms: number) => {
    const key = epochKey(stream, group);
    const known = epochs.get(key);
    const epoch = Math.max((known ?? 0) + 1, Date.now());
    const token = `${epoch}:${instance}`;
    epochs.set(key, epoch);
    leases.set(leaseKey(stream, group), { token, endsAt: performance.now() + ms });
    return { token, epochWasLost: known === undefined };
  };

  return {
    acquire: (stream, group, instance, ms) =>
      call(() => {
        const holder = holderOf(memory, stream, group);
        if (holder === undefined || holder.slice(holder.indexOf(':') + 1) === instance)
          return take(stream, group, instance, ms);
        const { endsAt } = leases.get(leaseKey(stream, group)) ?? { endsAt: 0 };
        return { token: undefined, endsInMs: Math.max(1, Math.ceil(endsAt - performance.now())) };
      }),
    renewEpoch: (stream, group, token, instance, ms) =>
      call(() =>
        holderOf(memory, stream, group) === token ? take(stream, group, instance, ms).token : undefined,
      ),
    renew: (stream, group, token, ms) =>
      call(() => {
        const lease = leases.get(leaseKey(stream, group));
        if (!lease || holderOf(memory, stream, group) !== token) return { held: false, nextDueMs: undefined };
        lease.endsAt = performance.now() + ms;
        return { held: true, nextDueMs: nextDueMs(memory, stream) };
      }),
    release: (stream, group, token) =>
      call(() => {
        if (holderOf(memory, stream, group) === token) leases.delete(leaseKey(stream, group));
      }),
    isFree: (stream, group) => call(() => holderOf(memory, stream, group) === undefined),
  };
};
