import { consumer, eventField, groupField } from '../names.js';
import { script } from './script.js';

/**
 * KEYS lease, stream
 * ARGV token, group, count
 * New entries for the group (XREADGROUP >), or the error FENCED: the check and the read are one step
 * inside Redis, because bytes can be late. Returns {id, JSON, group that it is only for or '', id, …}: a flat list is
 * read by the client at half the cost of Redis' own nested one.
 */
export const readFenced = script(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return redis.error_reply('FENCED the lease is not held') end
local reply = redis.call('XREADGROUP', 'GROUP', ARGV[2], '${consumer}', 'COUNT', ARGV[3], 'STREAMS', KEYS[2], '>')
local flat = {}
if not reply then return flat end
for _, entry in ipairs(reply[1][2]) do
  local fields, at = entry[2], #flat
  flat[at + 1] = entry[1]
  flat[at + 2] = fields[2] or ''
  flat[at + 3] = fields[4] or ''
end
return flat`);

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
