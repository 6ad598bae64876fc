import { rebuildKey } from '../names.js';
import type { Rebuilds } from '../rebuild.js';
import { keepLetter } from './letters.js';
import type { Memory } from './memory.js';
import type { Call } from './server.js';

export const createRebuilds = (memory: Memory, call: Call): Rebuilds => {
  const { streams, rebuilds } = memory;
  return {
    read: (stream, group) => call(() => rebuilds.get(rebuildKey(stream, group))),
    advance: (stream, group, after) =>
      call(() => {
        const key = rebuildKey(stream, group);
        rebuilds.set(key, { ...rebuilds.get(key), after });
      }),
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
        state.lastDelivered = '0-0';
        return 'restarted';
      }),
    bury: (stream, group, letter) => call(() => keepLetter(memory, stream, group, letter)),
  };
};
