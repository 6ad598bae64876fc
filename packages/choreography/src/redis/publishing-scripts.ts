import { eventField } from '../names.js';
import { clock, script } from './script.js';

/**
 * KEYS stream
 * ARGV since (ms), the beginning of the message's JSON with its id, JSON, most entries to look at
 * Adds the message unless an entry since then begins the same. Returns 1 when added, 0 when found. Past the
 * most entries it adds: a search blocks Redis, and a duplicate does less harm than that.
 */
export const addOnce = script(`
local from, seen, most = ARGV[1], 0, tonumber(ARGV[4])
while seen < most do
  local entries = redis.call('XRANGE', KEYS[1], from, '+', 'COUNT', 500)
  for _, entry in ipairs(entries) do
    if string.sub(entry[2][2] or '', 1, #ARGV[2]) == ARGV[2] then return 0 end
  end
  if #entries < 500 then break end
  seen = seen + #entries
  from = '(' .. entries[#entries][1]
end
redis.call('XADD', KEYS[1], '*', '${eventField}', ARGV[3])
return 1`);

/**
 * KEYS later (sorted set), messages (hash)
 * ARGV message id, its JSON, time at which it is due in ms
 * A message that waits already stays as it is.
 */
export const postponeMessage = script(`
redis.call('HSETNX', KEYS[2], ARGV[1], ARGV[2])
return redis.call('ZADD', KEYS[1], 'NX', ARGV[3], ARGV[1])`);

/**
 * KEYS later (sorted set), messages (hash), stream
 * Adds the messages that are due, the first 100 of them. Returns the ms until the next is due, -1 for none.
 */
export const addDue = script(`${clock}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, 100)) do
  redis.call('XADD', KEYS[3], '*', '${eventField}', redis.call('HGET', KEYS[2], id))
  redis.call('ZREM', KEYS[1], id)
  redis.call('HDEL', KEYS[2], id)
end
local next = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
if #next == 0 then return -1 end
return math.max(0, math.ceil(next[2] - now))`);

/**
 * KEYS stream
 * ARGV the JSON of messages …
 * Adds them in this order.
 */
export const addAll = script(`
for _, json in ipairs(ARGV) do redis.call('XADD', KEYS[1], '*', '${eventField}', json) end
return #ARGV`);
