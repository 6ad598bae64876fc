import { compareIds } from '../entry-ids.js';
import { Fenced, NoGroup } from '../errors.js';
import { epochKey, rebuildKey } from '../names.js';
import type { Groups } from '../transport.js';
import { holderOf } from './leases.js';
import { keepLetter } from './letters.js';
import type { Memory } from './memory.js';
import type { Call } from './server.js';
import type { Group } from './streams.js';

/** At most so many pending entries are told of at once. */
const page = 100;

export const createGroups = (memory: Memory, call: Call): Groups => {
  const { streams, epochs, rebuilds, progressed } = memory;

  const groupOf = (stream: string, group: string): Group => {
    const found = streams.find(stream)?.groups.get(group);
    if (!found) throw new NoGroup(stream, group);
    return found;
  };
  const fence = (stream: string, group: string, token: string) => {
    if (holderOf(memory, stream, group) !== token) throw new Fenced(stream);
  };

  return {
    create: (stream, group, { rebuilding = false } = {}) =>
      call(() => {
        const { groups } = streams.open(stream);
        if (groups.has(group)) return false;
        groups.set(group, { lastDelivered: '0-0', pending: new Map() });
        if (rebuilding) rebuilds.set(rebuildKey(stream, group), { after: '0-0' });
        const key = epochKey(stream, group);
        epochs.set(key, epochs.get(key) ?? Date.now());
        return true;
      }),

    readNew: (stream, group, token, count) =>
      call(() => {
        fence(stream, group, token);
        const mine = groupOf(stream, group);
        const entries = streams.after(stream, mine.lastDelivered, count);
        const at = performance.now();
        for (const { id } of entries) mine.pending.set(id, { deliveries: 1, at });
        mine.lastDelivered = entries.at(-1)?.id ?? mine.lastDelivered;
        return entries;
      }),

    pending: (stream, group, after, idleMs = 0) =>
      call(() => {
        const now = performance.now();
        return [...groupOf(stream, group).pending]
          .map(([id, { deliveries, at }]) => ({ id, deliveries, idleMs: Math.floor(now - at) }))
          .filter((pending) => pending.idleMs >= idleMs && compareIds(pending.id, after) > 0)
          .slice(0, page);
      }),

    lastDelivered: (stream, group) => call(() => groupOf(stream, group).lastDelivered),

    acknowledge: (stream, group, ids) =>
      call(() => {
        for (const id of ids) streams.find(stream)?.groups.get(group)?.pending.delete(id);
        progressed.next();
      }),

    countDelivery: (stream, group, token, id, deliveries, idleMs) =>
      call(() => {
        fence(stream, group, token);
        const { pending } = groupOf(stream, group);
        const at = performance.now() - Math.max(0, idleMs);
        if (pending.has(id)) pending.set(id, { deliveries, at });
      }),

    bury: (stream, group, token, id, letter) =>
      call(() => {
        fence(stream, group, token);
        if (!groupOf(stream, group).pending.delete(id)) return;
        keepLetter(memory, stream, group, letter);
        progressed.next();
      }),

    entries: (stream, ids) =>
      call(() => ids.map((id) => streams.entry(stream, id) ?? { id, json: undefined })),
    after: (stream, id, count) => call(() => streams.after(stream, id, count)),
    lastId: (stream) => call(() => streams.find(stream)?.entries.at(-1)?.id ?? '0-0'),
  };
};
