/**
 * Stores a copy of a user unless a newer one is there, and keeps the index of names true to what is stored.
 *
 * KEYS[1]  the copy: JSON with form (the names of its fields), name, source, at, and the replica
 * KEYS[2]  hash of the service: name → ids of the users whose stored replica has it, separated by spaces
 * ARGV[1]  the copy as JSON
 *
 * A name is the nickname in the form that is unique; empty where the service keeps none. The same version in
 * another form is replaced too: the service was upgraded, and keeps other fields now. Otherwise the same version
 * is confirmed, if by something later.
 *
 * Returns {'stored', version before or 0}, or {'kept', JSON of the copy that is there now}.
 */
export const storeIfNewer = `
local incoming = cjson.decode(ARGV[1])
local userId, version = incoming.replica.userId, incoming.replica.version

local function claim(name, claims)
  local ids = {}
  for id in string.gmatch(redis.call('HGET', KEYS[2], name) or '', '%S+') do
    if id ~= userId then ids[#ids + 1] = id end
  end
  if claims then ids[#ids + 1] = userId end
  if #ids == 0 then redis.call('HDEL', KEYS[2], name)
  else redis.call('HSET', KEYS[2], name, table.concat(ids, ' ')) end
end

local json = redis.call('GET', KEYS[1])
local known = json and cjson.decode(json)
local before = known and known.replica.version or 0
if before > version then return {'kept', json} end
if before == version and known.form == incoming.form then
  if known.at >= incoming.at then return {'kept', json} end
  redis.call('SET', KEYS[1], ARGV[1])
  return {'kept', ARGV[1]}
end
if known and known.name ~= '' and known.name ~= incoming.name then claim(known.name, false) end
if incoming.name ~= '' then claim(incoming.name, true) end
redis.call('SET', KEYS[1], ARGV[1])
return {'stored', before}
`;
