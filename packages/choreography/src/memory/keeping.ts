import { compareIds } from '../entry-ids.js';
import { trimmedKey } from '../names.js';
import type { Keeping, Progress } from '../transport.js';
import type { Memory } from './memory.js';
import type { Call } from './server.js';
import { countUpTo, type Group, type Stream } from './streams.js';

/** The first entry that the group has not finished, if there is one. */
const firstUnfinished = ({ entries }: Stream, { pending, lastDelivered }: Group): string | undefined => {
  const [oldestPending] = pending.keys();
  return oldestPending ?? entries[countUpTo(entries, lastDelivered)]?.id;
};

export const createKeeping = ({ streams, turns }: Memory, call: Call): Keeping => ({
  progress: (key) =>
    call(() => {
      const stream = streams.find(key);
      return [...(stream?.groups ?? [])].map(([group, state]): Progress => {
        const entries = stream?.entries ?? [];
        const oldest = stream && firstUnfinished(stream, state);
        return {
          stream: key,
          group,
          lag: entries.length - countUpTo(entries, state.lastDelivered),
          pending: state.pending.size,
          oldest: oldest === undefined ? undefined : timeOf(oldest),
        };
      });
    }),

  trim: (key, { keepMs, everyMs, groups }) =>
    call(() => {
      if ((turns.get(trimmedKey(key)) ?? 0) > performance.now()) return undefined;
      turns.set(trimmedKey(key), performance.now() + everyMs);
      const stream = streams.find(key);
      if (!stream) return { removed: 0, heldBackBy: [] };
      const cutoff = `${Math.max(0, Date.now() - keepMs)}-0`;
      const begun = [...stream.groups].map(
        ([group, state]) => [group, firstUnfinished(stream, state)] as const,
      );
      const waitedFor = groups
        .filter((group) => !stream.groups.has(group))
        .map((group) => [group, stream.entries[0]?.id] as const);
      const holding = [...begun, ...waitedFor].filter(
        ([, first]) => first !== undefined && compareIds(first, cutoff) < 0,
      );
      const keepFrom = holding.reduce(
        (least, [, first = least]) => (compareIds(first, least) < 0 ? first : least),
        cutoff,
      );
      const kept = stream.entries.filter(({ id }) => compareIds(id, keepFrom) >= 0);
      const removed = stream.entries.length - kept.length;
      stream.entries = kept;
      return { removed, heldBackBy: holding.map(([group]) => group) };
    }),
});

/** An entry's id begins with the time at which it was added. */
const timeOf = (id: string) => new Date(Number(id.slice(0, id.indexOf('-'))));
