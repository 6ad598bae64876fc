import { rebuildBegunKey, rebuildKey } from '../names.js';
import type { Rebuilds } from '../rebuilds.js';
import { keepLetter } from './letters.js';
import type { Memory } from './memory.js';
import type { Call } from './server.js';

export const createRebuilds = (memory: Memory, call: Call): Rebuilds => {
  const { streams, rebuilds, rebuildsBegun } = memory;
  const begunOn = (stream: string, group: string) => {
    const key = rebuildBegunKey(stream, group);
    const begun = rebuildsBegun.get(key) ?? new Map<string, number | 'buried'>();
    rebuildsBegun.set(key, begun);
    return begun;
  };
  return {
    read: (stream, group) => call(() => rebuilds.get(rebuildKey(stream, group))),
    advance: (stream, group, after) =>
      call(() => {
        const key = rebuildKey(stream, group);
        rebuilds.set(key, { ...rebuilds.get(key), after });
        begunOn(stream, group).clear();
      }),
    begin: (stream, group, ids) =>
      call(() => {
        const begun = begunOn(stream, group);
        const before = new Map<string, number>();
        for (const id of ids) {
          const count = begun.get(id) ?? 0;
          if (count !== 'buried') before.set(id, count);
          if (count === 0) begun.set(id, 1);
        }
        return before;
      }),
    count: (stream, group, id, deliveries) => call(() => void begunOn(stream, group).set(id, deliveries)),
    standing: (key) =>
      call(() => {
        const { entries, lastId, added } = streams.open(key);
        return { first: entries[0]?.id, last: lastId, isTrimmed: added > entries.length };
      }),
    restart: (stream, group) =>
      call(() => {
        const state = streams.find(stream)?.groups.get(group);
        if (!state) return 'unknown';
        if (state.pending.size > 0) return 'unfinished';
        const key = rebuildKey(stream, group);
        const known = rebuilds.get(key)?.until;
        const until = state.lastDelivered === '0-0' ? (known ?? '0-0') : state.lastDelivered;
        rebuilds.set(key, { after: '0-0', until });
        begunOn(stream, group).clear();
        state.lastDelivered = '0-0';
        return 'restarted';
      }),
    bury: (stream, group, id, letter) =>
      call(() => {
        const begun = begunOn(stream, group);
        if (begun.get(id) === 'buried') return;
        keepLetter(memory, stream, group, letter);
        begun.set(id, 'buried');
      }),
  };
};
