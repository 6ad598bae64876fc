import { clock, script } from './script.js';

/**
 * KEYS stream, turn
 * ARGV age to keep in ms, ms until the next turn, the groups declared …
 * Removes what is older and finished by every group that the stream has or that is declared, whole nodes of
 * the stream at a time. Returns {removed, groups for whose sake older entries stay …}, nil when it is not
 * time yet. A full Redis takes no new key, and then there is no next turn to wait for.
 */
export const trimFinished = script(`${clock}
if redis.call('EXISTS', KEYS[2]) == 1 then return nil end
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
result[1] = redis.call('XTRIM', KEYS[1], 'MINID', '~', minimum, 'LIMIT', 0)
redis.pcall('SET', KEYS[2], '1', 'PX', ARGV[2])
return result`);
