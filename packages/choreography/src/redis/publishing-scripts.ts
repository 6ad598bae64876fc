import { eventField } from '../names.js';
import { clock, inlineScript, script } from './script.js';

/**
 * KEYS stream
 * ARGV since (ms), the beginning of the message's JSON with its id, JSON, most entries to look at
 * Adds the message unless an entry since then begins the same, the latest first. Returns 1 when added, 0 when found. Past the
 * most entries it adds: a search blocks Redis, and a duplicate does less harm than that.
 */
export const addOnce = script(`
local to, seen, most = '+', 0, tonumber(ARGV[4])
while seen < most do
  local entries = redis.call('XREVRANGE', KEYS[1], to, ARGV[1], 'COUNT', 100)
  for _, entry in ipairs(entries) do
    if string.sub(entry[2][2] or '', 1, #ARGV[2]) == ARGV[2] then return 0 end
  end
  if #entries < 100 then break end
  seen = seen + #entries
  to = '(' .. entries[#entries][1]
end
redis.call('XADD', KEYS[1], '*', '${eventField}', ARGV[3])
return 1`);

/**
 * KEYS stream
 * ARGV since (ms), the JSON of messages …
 * Adds those whose id no entry since then has, in this order. Returns how many that were.
 */
export const addMissing = script(`
local function idOf(json) return string.match(json or '', '"id":"([^"]+)"') end
local present, from = {}, ARGV[1]
while true do
  local entries = redis.call('XRANGE', KEYS[1], from, '+', 'COUNT', 500)
  for _, entry in ipairs(entries) do present[idOf(entry[2][2]) or ''] = true end
  if #entries < 500 then break end
  from = '(' .. entries[#entries][1]
end
local added = 0
for at = 2, #ARGV do
  if not present[idOf(ARGV[at])] then
    redis.call('XADD', KEYS[1], '*', '${eventField}', ARGV[at])
    added = added + 1
  end
end
return added`);

/**
 * KEYS later (sorted set), messages (hash)
 * ARGV message id, its JSON, time at which it is due in ms
 * A message that waits already stays as it is. Members are numbered: those of one moment keep their order.
 */
export const postponeMessage = script(`
if redis.call('HSETNX', KEYS[2], ARGV[1], ARGV[2]) == 0 then return 0 end
local number = redis.call('HINCRBY', KEYS[2], 'number', 1)
return redis.call('ZADD', KEYS[1], ARGV[3], string.format('%016.0f', number) .. ARGV[1])`);

/**
 * KEYS later (sorted set), messages (hash), stream
 * Adds the messages that are due, the first 100 of them. Returns the ms until the next is due, -1 for none.
 */
export const addDue = script(`${clock}
for _, member in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, 100)) do
  local id = string.sub(member, 17)
  local json = redis.call('HGET', KEYS[2], id)
  if json then redis.call('XADD', KEYS[3], '*', '${eventField}', json) end
  redis.call('ZREM', KEYS[1], member)
  redis.call('HDEL', KEYS[2], id)
end
local next = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
if #next == 0 then
  redis.call('DEL', KEYS[2])
  return -1
end
return math.max(0, math.ceil(next[2] - now))`);

/**
 * KEYS stream
 * ARGV the JSON of messages …
 * Adds them in this order.
 */
export const addAll = inlineScript(`
for _, json in ipairs(ARGV) do redis.call('XADD', KEYS[1], '*', '${eventField}', json) end
return #ARGV`);
