import { membersKey, noticesKey } from '../names.js';
import type { Members } from '../transport.js';
import type { Memory } from './memory.js';
import type { Call } from './server.js';

const noticesKept = 100;

export const createMembers = ({ members, streams }: Memory, call: Call): Members => ({
  beat: (group, instance, ttlMs) =>
    call(() => {
      const now = performance.now();
      const alive = [...(members.get(membersKey(group)) ?? [])].filter(([, endsAt]) => endsAt > now);
      const beating = new Map(alive).set(instance, now + ttlMs);
      members.set(membersKey(group), beating);
      return [...beating.keys()];
    }),
  leave: (group, instance) =>
    call(() => {
      members.get(membersKey(group))?.delete(instance);
    }),
  notify: (group, instance) =>
    call(() => {
      streams.add(noticesKey(group), instance);
      const notices = streams.open(noticesKey(group));
      notices.entries = notices.entries.slice(-noticesKept);
    }),
});
