import { clock, script } from './script.js';

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
