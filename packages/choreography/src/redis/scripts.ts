import { createHash } from 'node:crypto';
import { consumer, eventField, groupField } from '../names.js';
import type { Connection } from './connection.js';

type Script = (
  redis: Connection,
  keys: readonly string[],
  args: readonly (string | number)[],
) => Promise<unknown>;

const script = (lua: string): Script => {
  const sha = createHash('sha1').update(lua).digest('hex');
  return async (redis, keys, args) => {
    try {
      return await redis.evalsha(sha, keys.length, ...keys, ...args);
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('NOSCRIPT'))
        return redis.eval(lua, keys.length, ...keys, ...args);
      throw error;
    }
  };
};

/** Inside Redis: the time in ms, and text of a whole number of any size. */
const clock = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local function whole(number) return string.format('%.0f', number) end`;

/** Takes the next epoch: at least the time, so that it never repeats after Redis came back with older data. */
const takeEpoch = `${clock}
local known = redis.call('GET', KEYS[2])
local epoch = math.max(tonumber(known or '0') + 1, now)
redis.call('SET', KEYS[2], whole(epoch))`;

/**
 * KEYS stream, epoch
 * ARGV group
 * Makes the group, which begins at the start of the stream, and its first epoch. Returns 0 where it is there.
 */
export const createGroup = script(`${clock}
local made = redis.pcall('XGROUP', 'CREATE', KEYS[1], ARGV[1], '0', 'MKSTREAM')
if made.err then
  if string.sub(made.err, 1, 9) == 'BUSYGROUP' then return 0 end
  return made
end
redis.call('SET', KEYS[2], whole(now), 'NX')
return 1`);

/**
 * KEYS lease, epoch
 * ARGV instance, lease in ms
 * Returns {1, token, 1 if the epoch was gone} when acquired, {0, ms until the present lease ends} when
 * somebody holds it.
 */
export const acquireLease = script(`
local held = redis.call('PTTL', KEYS[1])
if held > 0 then return {0, held} end
${takeEpoch}
local token = whole(epoch) .. ':' .. ARGV[1]
redis.call('SET', KEYS[1], token, 'PX', ARGV[2])
return {1, token, known and 0 or 1}`);

/**
 * KEYS lease, epoch
 * ARGV token, instance, lease in ms
 * Returns a token with a newer epoch, or nil when the lease is no longer this token's.
 * After this, a read sent under the old token takes nothing, whenever it arrives.
 */
export const renewEpoch = script(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return nil end
${takeEpoch}
local token = whole(epoch) .. ':' .. ARGV[2]
redis.call('SET', KEYS[1], token, 'PX', ARGV[3])
return token`);

/**
 * KEYS lease, later (sorted set)
 * ARGV token, lease in ms
 * Returns {1, ms until the next postponed message is due, -1 for none}, or {0} when the lease is no longer
 * this token's.
 */
export const renewLease = script(`${clock}
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return {0} end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
local next = redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')
if #next == 0 then return {1, -1} end
return {1, math.max(0, math.ceil(next[2] - now))}`);

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

/** KEYS lease; ARGV token. Returns 1 when released, 0 when it was no longer this token's. */
export const releaseLease = script(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`);

/**
 * KEYS lease, stream
 * ARGV token, group, count
 * New entries for the group (XREADGROUP >), or the error FENCED: the check and the read are one step
 * inside Redis, because bytes can be late.
 */
export const readFenced = script(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return redis.error_reply('FENCED the lease is not held') end
return redis.call('XREADGROUP', 'GROUP', ARGV[2], '${consumer}', 'COUNT', ARGV[3], 'STREAMS', KEYS[2], '>')`);

/**
 * KEYS lease, stream
 * ARGV token, group, entry id, delivery count, ms since its first delivery
 * Sets the delivery count of a pending entry, and keeps the time of its delivery. Returns 1, 0 when it is no longer pending, or the error FENCED.
 */
export const countDelivery = script(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return redis.error_reply('FENCED the lease is not held') end
return #redis.call('XCLAIM', KEYS[2], ARGV[2], '${consumer}', 0, ARGV[3], 'IDLE', ARGV[5], 'RETRYCOUNT', ARGV[4], 'JUSTID')`);

/**
 * KEYS lease, stream, dead letters
 * ARGV token, group, entry id, then the fields of the dead letter
 * Moves a pending entry: added there and acknowledged here in one step. Returns the dead letter's id, nil
 * when the entry is no longer pending, or the error FENCED.
 */
export const buryEntry = script(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return redis.error_reply('FENCED the lease is not held') end
if #redis.call('XPENDING', KEYS[2], ARGV[2], ARGV[3], ARGV[3], 1) == 0 then return nil end
local id = redis.call('XADD', KEYS[3], '*', unpack(ARGV, 4))
redis.call('XACK', KEYS[2], ARGV[2], ARGV[3])
return id`);

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
 * KEYS members (sorted set)
 * ARGV member, time to live in ms
 * Returns the members whose heartbeat has not ended, this one among them.
 */
export const beatHeart = script(`${clock}
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
return redis.call('ZRANGE', KEYS[1], 0, -1)`);

/**
 * KEYS instances (hash), alive (sorted set), services (hash)
 * ARGV instance, its description (JSON), time to live in ms, service, what that declares (JSON)
 * Forgets the instances that fell silent. Returns the description that stood there before, nil for none.
 */
export const announceInstance = script(`${clock}
for _, gone in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now)) do redis.call('HDEL', KEYS[1], gone) end
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
local before = redis.call('HGET', KEYS[1], ARGV[1])
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('ZADD', KEYS[2], now + ARGV[3], ARGV[1])
redis.call('HSET', KEYS[3], ARGV[4], ARGV[5])
return before`);

/** KEYS instances (hash), alive (sorted set). Returns the descriptions of those that are alive. */
export const listInstances = script(`${clock}
local alive = redis.call('ZRANGEBYSCORE', KEYS[2], '(' .. whole(now), '+inf')
if #alive == 0 then return {} end
return redis.call('HMGET', KEYS[1], unpack(alive))`);

/**
 * KEYS stream, turn
 * ARGV age to keep in ms, ms until the next turn, the groups declared …
 * Removes what is older and finished by every group that the stream has or that is declared, whole nodes of
 * the stream at a time. Returns {removed, groups for whose sake older entries stay …}, nil when it is not
 * time yet.
 */
export const trimFinished = script(`${clock}
if not redis.call('SET', KEYS[2], '1', 'NX', 'PX', ARGV[2]) then return nil end
if redis.call('EXISTS', KEYS[1]) == 0 then return {0} end
local function parts(id) local ms, seq = string.match(id, '(%d+)-(%d+)') return tonumber(ms), tonumber(seq) end
local function before(a, b)
  local ams, aseq = parts(a)
  local bms, bseq = parts(b)
  return ams < bms or (ams == bms and aseq < bseq)
end
local cutoff = whole(math.max(0, now - ARGV[1])) .. '-0'
local minimum, result, seen = cutoff, {0}, {}
local function keep(group, from)
  if not before(from, cutoff) then return end
  if #redis.call('XRANGE', KEYS[1], from, '(' .. cutoff, 'COUNT', 1) == 0 then return end
  result[#result + 1] = group
  if before(from, minimum) then minimum = from end
end
for _, info in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
  local group = {}
  for at = 1, #info, 2 do group[info[at]] = info[at + 1] end
  seen[group.name] = true
  if group.pending > 0 then
    keep(group.name, redis.call('XPENDING', KEYS[1], group.name)[2])
  else
    local ms, seq = parts(group['last-delivered-id'])
    keep(group.name, whole(ms) .. '-' .. whole(seq + 1))
  end
end
for at = 3, #ARGV do
  if not seen[ARGV[at]] then keep(ARGV[at], '0-0') end
end
result[1] = redis.call('XTRIM', KEYS[1], 'MINID', '~', minimum)
return result`);

/**
 * KEYS dead letters, stream
 * ARGV dead letter's id, group
 * Puts a dead letter back behind all that stands on the stream, for its group only. Returns the new entry's
 * id, nil where there is no such letter.
 */
export const redriveLetter = script(`
local letter = redis.call('XRANGE', KEYS[1], ARGV[1], ARGV[1])[1]
if not letter then return nil end
local id = redis.call('XADD', KEYS[2], '*', '${eventField}', letter[2][2], '${groupField}', ARGV[2])
redis.call('XDEL', KEYS[1], ARGV[1])
return id`);

/**
 * KEYS dead letters, discarded
 * ARGV dead letter's id, reason, most to keep of what was discarded
 * Returns 1, 0 where there is no such letter.
 */
export const discardLetter = script(`
local letter = redis.call('XRANGE', KEYS[1], ARGV[1], ARGV[1])[1]
if not letter then return 0 end
local fields = letter[2]
fields[#fields + 1] = 'reason'
fields[#fields + 1] = ARGV[2]
redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[3], '*', unpack(fields))
return redis.call('XDEL', KEYS[1], ARGV[1])`);
