/**
 * Admits an attempt and counts it, or tells how long to wait. Whoever is refused is not counted, so that trying
 * on makes nothing worse. Each count forgets one attempt per decay.
 * KEYS    counts of the account, of the address, of the pair; the mark of a known device.
 * ARGV    now (ms); then for each count: attempts that are free, the first delay, the longest, the decay (ms).
 * Gives   {1, 1 for a known device} if it is admitted, else {0, ms to wait}. Of a known device only the pair counts.
 */
export const admitScript = `
local now = tonumber(ARGV[1])
local known = redis.call('EXISTS', KEYS[4])
local counts = {}
local wait = 0
for i = known == 1 and 3 or 1, 3 do
  local free, first = tonumber(ARGV[4 * i - 2]), tonumber(ARGV[4 * i - 1])
  local most, decay = tonumber(ARGV[4 * i]), tonumber(ARGV[4 * i + 1])
  local s = redis.call('HMGET', KEYS[i], 'n', 'at')
  local at = tonumber(s[2]) or now
  local n = math.max(0, (tonumber(s[1]) or 0) - math.floor(math.max(0, now - at) / decay))
  if n >= free then wait = math.max(wait, at + math.min(most, first * 2 ^ (n - free)) - now) end
  counts[i] = n + 1
end
if wait > 0 then return {0, math.ceil(wait)} end
for i = known == 1 and 3 or 1, 3 do
  redis.call('HSET', KEYS[i], 'n', counts[i], 'at', ARGV[1])
  redis.call('PEXPIRE', KEYS[i], ARGV[4 * i + 1] * counts[i])
end
return {1, known}`;

/**
 * Takes an attempt back that was admitted.
 * KEYS    as above.
 * ARGV    1 if it was a known device's; how long to know the device from now on (ms), 0 if it proved nothing.
 */
export const giveBackScript = `
for i = ARGV[1] == '1' and 3 or 1, 3 do
  if redis.call('EXISTS', KEYS[i]) == 1 and redis.call('HINCRBY', KEYS[i], 'n', -1) <= 0 then
    redis.call('DEL', KEYS[i])
  end
end
if ARGV[2] ~= '0' then
  redis.call('DEL', KEYS[3])
  redis.call('SET', KEYS[4], '1', 'PX', ARGV[2])
end
return 1`;
