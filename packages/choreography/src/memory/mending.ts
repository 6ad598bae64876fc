import { compareIds } from '../entry-ids.js';
import { NoGroup, Owned } from '../errors.js';
import type { Mending } from '../mending.js';
import { holderOf } from './leases.js';
import type { Memory } from './memory.js';
import type { Call } from './server.js';

export const createMending = (memory: Memory, call: Call): Mending => ({
  repeat: (stream, group, id) =>
    call(() => {
      const json = memory.streams.entry(stream, id)?.json;
      return json === undefined ? undefined : memory.streams.add(stream, json, group);
    }),
  seek: (stream, group, after) =>
    call(() => {
      const holder = holderOf(memory, stream, group);
      if (holder !== undefined) throw new Owned(stream, group, holder.slice(holder.indexOf(':') + 1));
      const mine = memory.streams.find(stream)?.groups.get(group);
      if (!mine) throw new NoGroup(stream, group);
      const behind = [...mine.pending.keys()].filter((id) => compareIds(id, after) > 0);
      for (const id of behind) mine.pending.delete(id);
      const { lastDelivered } = mine;
      mine.lastDelivered = after;
      return { lastDelivered, oldestPending: behind[0] };
    }),
});
