import { type Connection, eventField, groupField, listOf } from '@obey/choreography/inspection';
import { ObeyError } from '../errors.js';
import { exitCodes } from '../exit-codes.js';
import type { Line } from './lines.js';

/**
 * KEYS stream
 * ARGV id, event, group that it is only for or '', id, …
 * Adds entries under their ids. What stands there already is passed over. Returns {added, present, the first id in the place of
 * which something else stands, or that comes before the last of the stream, or ''}; nothing is done from there on.
 */
const restoreEntries = `
local function parts(id) local ms, seq = string.match(id, '(%d+)-(%d+)') return tonumber(ms), tonumber(seq) end
local last = '0-0'
if redis.call('EXISTS', KEYS[1]) == 1 then
  local info = redis.call('XINFO', 'STREAM', KEYS[1])
  for at = 1, #info, 2 do if info[at] == 'last-generated-id' then last = info[at + 1] end end
end
local added, present = 0, 0
for at = 1, #ARGV, 3 do
  local id, event, group = ARGV[at], ARGV[at + 1], ARGV[at + 2]
  local ms, seq = parts(id)
  local lastMs, lastSeq = parts(last)
  if ms > lastMs or (ms == lastMs and seq > lastSeq) then
    if group == '' then redis.call('XADD', KEYS[1], id, '${eventField}', event)
    else redis.call('XADD', KEYS[1], id, '${eventField}', event, '${groupField}', group) end
    last, added = id, added + 1
  else
    local entry = redis.call('XRANGE', KEYS[1], id, id)[1]
    if not entry or entry[2][2] ~= event then return {added, present, id} end
    present = present + 1
  end
end
return {added, present, ''}`;

export interface Restored {
  readonly added: number;
  readonly present: number;
}

/** Adds entries of one stream, in one step, and harmless to repeat. Throws `InTheWay`. */
export const restoreBatch = async (
  redis: Connection,
  stream: string,
  lines: readonly Line[],
): Promise<Restored> => {
  const args = lines.flatMap(({ entry, json, onlyFor = '' }) => [entry, json, onlyFor]);
  const [added, present, conflict] = listOf(await redis.eval(restoreEntries, 1, stream, ...args));
  if (conflict !== '') throw new InTheWay(stream, String(conflict));
  return { added: Number(added), present: Number(present) };
};

/** Entries have an order, and none can be put between others. */
class InTheWay extends ObeyError {
  constructor(stream: string, entry: string) {
    super(
      'obey.in-the-way',
      exitCodes.failed,
      `${entry} cannot be added to ${stream}: something newer stands there, and not this. Import into streams that are empty, or that end before the file begins`,
    );
  }
}
