import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { consumer, eventField } from './names.js';

type Script = (redis: Redis, keys: readonly string[], args: readonly (string | number)[]) => Promise<unknown>;

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

/**
 * KEYS lease, epoch
 * ARGV instance, lease in ms
 * Returns {1, token} when acquired, {0, ms until the present lease ends} when somebody holds it.
 * The epoch is at least the time, so that it never repeats after Redis came back with older data.
 */
export const acquireLease = script(`
local held = redis.call('PTTL', KEYS[1])
if held > 0 then return {0, held} end
local now = redis.call('TIME')
local epoch = math.max(tonumber(redis.call('GET', KEYS[2]) or '0') + 1, now[1] * 1000 + math.floor(now[2] / 1000))
local token = string.format('%.0f', epoch) .. ':' .. ARGV[1]
redis.call('SET', KEYS[2], string.format('%.0f', epoch))
redis.call('SET', KEYS[1], token, 'PX', ARGV[2])
return {1, token}`);

/**
 * KEYS lease, epoch
 * ARGV token, instance, lease in ms
 * Returns a token with a newer epoch, or nil when the lease is no longer this token's.
 * After this, a read sent under the old token takes nothing, whenever it arrives.
 */
export const renewEpoch = script(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return nil end
local now = redis.call('TIME')
local epoch = math.max(tonumber(redis.call('GET', KEYS[2]) or '0') + 1, now[1] * 1000 + math.floor(now[2] / 1000))
local token = string.format('%.0f', epoch) .. ':' .. ARGV[2]
redis.call('SET', KEYS[2], string.format('%.0f', epoch))
redis.call('SET', KEYS[1], token, 'PX', ARGV[3])
return token`);

/** KEYS lease; ARGV token, lease in ms. Returns 1, or 0 when the lease is no longer this token's. */
export const renewLease = script(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])`);

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
 * ARGV token, group, entry id, delivery count
 * Sets the delivery count of a pending entry. Returns 1, 0 when it is no longer pending, or the error FENCED.
 */
export const countDelivery = script(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return redis.error_reply('FENCED the lease is not held') end
return #redis.call('XCLAIM', KEYS[2], ARGV[2], '${consumer}', 0, ARGV[3], 'RETRYCOUNT', ARGV[4], 'JUSTID')`);

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
export const beatHeart = script(`
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
return redis.call('ZRANGE', KEYS[1], 0, -1)`);

/**
 * KEYS instances (hash), alive (sorted set)
 * ARGV name, description (JSON), time to live in ms
 * Announces an instance, and forgets those that fell silent.
 */
export const announceInstance = script(`
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
for _, gone in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now)) do redis.call('HDEL', KEYS[1], gone) end
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return redis.call('ZADD', KEYS[2], now + ARGV[3], ARGV[1])`);

/** KEYS instances (hash), alive (sorted set). Returns the descriptions of those that are alive. */
export const listInstances = script(`
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local alive = redis.call('ZRANGEBYSCORE', KEYS[2], '(' .. string.format('%.0f', now), '+inf')
if #alive == 0 then return {} end
return redis.call('HMGET', KEYS[1], unpack(alive))`);
