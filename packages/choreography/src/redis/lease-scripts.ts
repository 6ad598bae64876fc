import { clock, script } from './script.js';

/** Takes the next epoch: at least the time, so that it never repeats after Redis came back with older data. */
const takeEpoch = `${clock}
local known = redis.call('GET', KEYS[2])
local epoch = math.max(tonumber(known or '0') + 1, now)
redis.call('SET', KEYS[2], whole(epoch))`;

/**
 * KEYS stream, epoch, and rebuild where the group is to begin with what the stream no longer holds
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
if KEYS[3] then redis.call('HSET', KEYS[3], 'after', '0-0') end
return 1`);

/**
 * KEYS lease, epoch
 * ARGV instance, lease in ms
 * Returns {1, token, 1 if the epoch was gone} when acquired, {0, ms until the present lease ends} when
 * somebody else holds it: who asks again for its own has not heard that it was given.
 */
export const acquireLease = script(`
local held = redis.call('PTTL', KEYS[1])
if held > 0 and string.match(redis.call('GET', KEYS[1]), ':(.*)') ~= ARGV[1] then return {0, held} end
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

/** KEYS lease; ARGV token. Returns 1 when released, 0 when it was no longer this token's. */
export const releaseLease = script(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`);
