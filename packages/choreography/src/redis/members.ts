import { membersKey, noticesKey } from '../names.js';
import type { Members } from '../transport.js';
import type { Connection } from './connection.js';
import { beatHeart } from './directory-scripts.js';
import { listOf } from './replies.js';

export const createMembers = (redis: Connection): Members => ({
  beat: async (group, instance, ttlMs) =>
    listOf(await beatHeart(redis, [membersKey(group)], [instance, ttlMs])).map(String),
  leave: async (group, instance) => {
    await redis.zrem(membersKey(group), instance);
  },
  notify: async (group, instance) => {
    await redis.xadd(noticesKey(group), 'MAXLEN', '~', 100, '*', 'from', instance);
  },
});
