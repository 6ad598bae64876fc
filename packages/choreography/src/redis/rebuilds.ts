import { deadLetterKey, rebuildKey } from '../names.js';
import type { Rebuilds } from '../rebuild.js';
import type { Connection } from './connection.js';
import { fieldsOf, listOf } from './replies.js';
import { script } from './script.js';

/**
 * KEYS stream, rebuild
 * ARGV group
 * Puts the group back to the start of the stream, and notes how far it was. Returns 0 where there is no such group, and -1
 * where it has not finished what it was given.
 */
const restartGroup = script(`
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
for _, info in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
  local group = {}
  for at = 1, #info, 2 do group[info[at]] = info[at + 1] end
  if group.name == ARGV[1] then
    if group.pending > 0 then return -1 end
    local known = redis.call('HGET', KEYS[2], 'until')
    local last = group['last-delivered-id']
    if last ~= '0-0' or not known then redis.call('HSET', KEYS[2], 'until', last) end
    redis.call('HSET', KEYS[2], 'after', '0-0')
    redis.call('XGROUP', 'SETID', KEYS[1], ARGV[1], '0')
    return 1
  end
end
return 0`);

export const createRebuilds = (redis: Connection): Rebuilds => ({
  read: async (stream, group) => {
    const { after, until } = await redis.hgetall(rebuildKey(stream, group));
    if (after === undefined) return undefined;
    return { after, ...(until !== undefined && { until }) };
  },
  advance: async (stream, group, after) => {
    await redis.hset(rebuildKey(stream, group), 'after', after);
  },
  standing: async (stream) => {
    const info = fieldsOf(await redis.call('XINFO', 'STREAM', stream));
    const [first] = listOf(info.get('first-entry'));
    return {
      first: typeof first === 'string' ? first : undefined,
      last: String(info.get('last-generated-id')),
      isTrimmed: Number(info.get('entries-added')) > Number(info.get('length')),
    };
  },
  restart: async (stream, group) => {
    const restarted = await restartGroup(redis, [stream, rebuildKey(stream, group)], [group]);
    return restarted === 1 ? 'restarted' : restarted === -1 ? 'unfinished' : 'unknown';
  },
  bury: async (stream, group, letter) => {
    await redis.xadd(deadLetterKey(stream, group), '*', ...Object.entries(letter).flat());
  },
});
