/**
 * Begins a session.
 * KEYS[1] the session, KEYS[2] the user's sessions (all of one user have one hash tag).
 * ARGV    user, session, hash of its refresh token, now, its idle end, its last end, the oldest start still good (ms),
 *         version of the user's password, what the client says that it is, its address ('': not known).
 */
export const beginScript = `
redis.call('HSET', KEYS[1], 'user', ARGV[1], 'current', ARGV[3], 'startedAt', ARGV[4], 'endsAt', ARGV[6],
  'passwordVersion', ARGV[8], 'client', ARGV[9], 'address', ARGV[10])
redis.call('PEXPIREAT', KEYS[1], math.min(ARGV[5], ARGV[6]))
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', '(' .. ARGV[7])
redis.call('ZADD', KEYS[2], ARGV[4], ARGV[2])
redis.call('PEXPIREAT', KEYS[2], ARGV[6])
return 1`;

/**
 * Replaces the refresh token of a session, if the one presented is the current one.
 * KEYS[1] the session.
 * ARGV    hash presented, hash of the successor, the sealed successor, now, idle end, end of the grace (ms).
 * Gives   {'rotated'}; {'repeated', sealed successor} for the token just replaced, within its grace;
 *         {'reused'} for any other, and from then on for every one; {'gone'} where there is no session.
 * The present of one who waited, or whose clock is behind, is before the replacement: without a grace none is within it.
 */
export const rotateScript = `
local s = redis.call('HMGET', KEYS[1], 'current', 'previous', 'successor', 'graceUntil', 'endsAt', 'revoked', 'usedAt')
local now = tonumber(ARGV[4])
if not s[1] or now >= tonumber(s[5]) then return {'gone'} end
if s[6] then return {'reused'} end
if s[1] == ARGV[1] then
  redis.call('HSET', KEYS[1], 'current', ARGV[2], 'previous', ARGV[1], 'successor', ARGV[3], 'graceUntil', ARGV[6],
    'usedAt', ARGV[4])
  redis.call('PEXPIREAT', KEYS[1], math.min(tonumber(ARGV[5]), tonumber(s[5])))
  return {'rotated'}
end
local hasGrace = s[2] == ARGV[1] and tonumber(s[4]) > tonumber(s[7] or 0)
if hasGrace and now < tonumber(s[4]) then return {'repeated', s[3]} end
redis.call('HSET', KEYS[1], 'revoked', '1')
return {'reused'}`;

/**
 * Ends a session.
 * KEYS[1] the session, KEYS[2] the user's sessions. ARGV session.
 */
export const endScript = `
redis.call('DEL', KEYS[1])
redis.call('ZREM', KEYS[2], ARGV[1])
return 1`;
