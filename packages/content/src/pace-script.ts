/**
 * Counts one more, unless there were as many as there may be within the time before now. Redis' own clock counts, since
 * those of the instances differ.
 * KEYS[1]  list of the times (ms) of those that were counted, the latest first.
 * ARGV     how many there may be; within which time (ms).
 * Gives    0 if it was counted, else how long to wait (ms).
 */
export const paceScript = `
local most, span = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local oldest = tonumber(redis.call('LINDEX', KEYS[1], most - 1) or '0')
if now - oldest < span then return math.min(span, oldest + span - now) end
redis.call('LPUSH', KEYS[1], string.format('%.0f', now))
redis.call('LTRIM', KEYS[1], 0, most - 1)
redis.call('PEXPIRE', KEYS[1], span)
return 0`;
