import { eventField, groupField } from '../names.js';
import { script } from './script.js';

/**
 * KEYS stream
 * ARGV entry id, group
 * Adds the event of an entry behind all that stands on the stream, for this group only. Returns the new entry's id, nil
 * where the entry is gone.
 */
export const repeatEntry = script(`
local entry = redis.call('XRANGE', KEYS[1], ARGV[1], ARGV[1])[1]
if not entry then return nil end
return redis.call('XADD', KEYS[1], '*', '${eventField}', entry[2][2], '${groupField}', ARGV[2])`);

/**
 * KEYS lease, stream
 * ARGV group, the id after which it is to go on, how many entries were ever added up to there (-1: not known)
 * What is pending behind that id is acknowledged, since it comes again. Returns {id after which entries were new, the oldest
 * pending behind the new place or ''}, or the error OWNED with the token of the lease, or NOGROUP.
 */
export const seekGroup = script(`
local owner = redis.call('GET', KEYS[1])
if owner then return redis.error_reply('OWNED ' .. owner) end
local before
for _, info in ipairs(redis.call('EXISTS', KEYS[2]) == 1 and redis.call('XINFO', 'GROUPS', KEYS[2]) or {}) do
  local group = {}
  for at = 1, #info, 2 do group[info[at]] = info[at + 1] end
  if group.name == ARGV[1] then before = group['last-delivered-id'] end
end
if not before then return redis.error_reply('NOGROUP there is no such group') end
local oldest = ''
while true do
  local pending = redis.call('XPENDING', KEYS[2], ARGV[1], '(' .. ARGV[2], '+', 500)
  if #pending == 0 then break end
  if oldest == '' then oldest = pending[1][1] end
  for _, one in ipairs(pending) do redis.call('XACK', KEYS[2], ARGV[1], one[1]) end
end
if ARGV[3] == '-1' then redis.call('XGROUP', 'SETID', KEYS[2], ARGV[1], ARGV[2])
else redis.call('XGROUP', 'SETID', KEYS[2], ARGV[1], ARGV[2], 'ENTRIESREAD', ARGV[3]) end
return {before, oldest}`);
