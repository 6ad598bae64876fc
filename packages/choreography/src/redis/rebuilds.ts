import { deadLetterKey, rebuildBegunKey, rebuildKey } from '../names.js';
import type { Rebuilds } from '../rebuilds.js';
import type { Connection } from './connection.js';
import { fieldsOf, listOf } from './replies.js';
import { script } from './script.js';

/** Stands where the count of an entry did. */
const buried = 'buried';

/**
 * KEYS stream, rebuild, begun
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
    redis.call('DEL', KEYS[3])
    redis.call('XGROUP', 'SETID', KEYS[1], ARGV[1], '0')
    return 1
  end
end
return 0`);

/**
 * KEYS begun
 * ARGV ids of entries
 * Notes that they are begun, where that is not noted. Returns what stood there for each: how often it was begun, 0 for never, or
 * `${buried}`.
 */
const beginEntries = script(`
local before = {}
for at, id in ipairs(ARGV) do
  before[at] = redis.call('HGET', KEYS[1], id) or '0'
  redis.call('HSETNX', KEYS[1], id, 1)
end
return before`);

/**
 * KEYS rebuild, begun
 * ARGV id of the last entry that is done
 */
const advancePage = script(`
redis.call('HSET', KEYS[1], 'after', ARGV[1])
redis.call('DEL', KEYS[2])`);

/**
 * KEYS begun, dead letters
 * ARGV id of the entry, then the fields of the dead letter
 * Adds it, and notes that; nothing where that is noted.
 */
const buryArchived = script(`
if redis.call('HGET', KEYS[1], ARGV[1]) == '${buried}' then return end
redis.call('XADD', KEYS[2], '*', unpack(ARGV, 2))
redis.call('HSET', KEYS[1], ARGV[1], '${buried}')`);

export const createRebuilds = (redis: Connection): Rebuilds => ({
  read: async (stream, group) => {
    const { after, until } = await redis.hgetall(rebuildKey(stream, group));
    if (after === undefined) return undefined;
    return { after, ...(until !== undefined && { until }) };
  },
  advance: async (stream, group, after) => {
    await advancePage(redis, [rebuildKey(stream, group), rebuildBegunKey(stream, group)], [after]);
  },
  begin: async (stream, group, ids) => {
    const before = listOf(await beginEntries(redis, [rebuildBegunKey(stream, group)], ids)).map(String);
    const counted = ids.map((id, at): [string, string] => [id, before[at] ?? '0']);
    return new Map(counted.filter(([, count]) => count !== buried).map(([id, count]) => [id, Number(count)]));
  },
  count: async (stream, group, id, deliveries) => {
    await redis.hset(rebuildBegunKey(stream, group), id, deliveries);
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
    const keys = [stream, rebuildKey(stream, group), rebuildBegunKey(stream, group)];
    const restarted = await restartGroup(redis, keys, [group]);
    return restarted === 1 ? 'restarted' : restarted === -1 ? 'unfinished' : 'unknown';
  },
  bury: async (stream, group, id, letter) => {
    const keys = [rebuildBegunKey(stream, group), deadLetterKey(stream, group)];
    await buryArchived(redis, keys, [id, ...Object.entries(letter).flat()]);
  },
});
