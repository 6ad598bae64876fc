import type { Redis } from 'ioredis';
import { Compile } from 'typebox/compile';
import { after, onlineUntil, Presence, type Told } from './presence.js';

const keepMs = 7 * 24 * 3_600_000; // how long a user, and the end of a session, are remembered

/** One hash tag for all, so that a change is one script in a Redis Cluster too. */
const idsKey = 'presence:{online}:ids';
const keys = ['presence:{online}:until', idsKey, 'presence:{online}:record'];
const userKey = (userId: string) => `presence:{online}:user:${userId}`; // JSON of `Presence`

// KEYS: until (sorted set: users by when they go offline), ids (the same, by id), record (hash: count, at), the user's.
// ARGV: now; to change a user: id, JSON that was read ('' for none), JSON to write, when to forget it, when the user
// goes offline, '1' if a record may be set. Returns the count, the record and its time; nil if the user was changed.
const script = `
  if ARGV[2] then
    if (redis.call('GET', KEYS[4]) or '') ~= ARGV[3] then return nil end
    redis.call('SET', KEYS[4], ARGV[4], 'PXAT', ARGV[5])
    redis.call('ZADD', KEYS[1], ARGV[6], ARGV[2]) redis.call('ZADD', KEYS[2], 0, ARGV[2])
  end
  local gone = redis.call('ZRANGE', KEYS[1], '-inf', ARGV[1], 'BYSCORE')
  for _, id in ipairs(gone) do redis.call('ZREM', KEYS[1], id) redis.call('ZREM', KEYS[2], id) end
  local count, record = redis.call('ZCARD', KEYS[1]), redis.call('HMGET', KEYS[3], 'count', 'at')
  if count > tonumber(record[1] or 0) then
    record = { count, ARGV[1] }
    if ARGV[7] == '1' then redis.call('HSET', KEYS[3], 'count', count, 'at', ARGV[1]) end
  end
  return { count, tonumber(record[1] or 0), tonumber(record[2] or 0) }`;

const validator = Compile(Presence);
const nobody: Presence = { nickname: '', namedAt: 0, bannedAt: 0, sessions: {} };
const read = (json?: string | null) => (json ? validator.Parse(JSON.parse(json)) : nobody);

export type Store = ReturnType<typeof createStore>;

/** Who is online, in Redis, for all instances. */
export const createStore = (redis: Redis, now: () => number = Date.now) => {
  const hear = async (userId: string, time: string, told: Told): Promise<void> => {
    const [key, at] = [userKey(userId), Date.parse(time)];
    const known = await redis.get(key);
    const user = after(read(known), at, told, now(), keepMs);
    const until = onlineUntil(user);
    const args = [userId, known ?? '', JSON.stringify(user), Math.max(now() + keepMs, until), until];
    const fresh = at > now() - 60_000 ? 1 : 0; // a backlog that is being caught up with sets no record
    const reply = await redis.eval(script, 4, ...keys, key, now(), ...args, fresh);
    // A past owner of the user's partition may still be writing; who comes second decides anew.
    if (reply === null) await hear(userId, time, told);
  };

  const count = async () => {
    const reply: unknown = await redis.eval(script, 3, ...keys, now());
    const [online = 0, most = 0, at = 0] = Array.isArray(reply) ? reply.map(Number) : [];
    return { count: online, record: most === 0 ? null : { count: most, at: new Date(at).toISOString() } };
  };

  /** By id, nearest first; as of the last `count`. */
  const users = async (from: string | undefined, direction: 'after' | 'before', limit: number) => {
    const least = from && `(${from}`;
    const ids = await (direction === 'after'
      ? redis.zrange(idsKey, least ?? '-', '+', 'BYLEX', 'LIMIT', 0, limit)
      : redis.zrange(idsKey, least ?? '+', '-', 'BYLEX', 'REV', 'LIMIT', 0, limit));
    const known = ids.length === 0 ? [] : await redis.mget(ids.map(userKey));
    return ids.map((id, index) => ({ id, nickname: read(known[index]).nickname }));
  };

  return { hear, count, users };
};
