import type { Redis } from 'ioredis';
import { Compile } from 'typebox/compile';
import { after, type Happening, onlineUntil, Presence, rememberedUntil } from './presence.js';

/** Those online by id; `users` begins after the id `from`. */
export interface Online {
  readonly count: number;
  readonly users: { readonly id: string; readonly nickname: string }[];
  /** The last id of the page, if there are more. */
  readonly next: string | undefined;
}

export interface Store {
  hear(userId: string, happening: Happening): Promise<void>;
  online(limit: number, from?: string): Promise<Online>;
}

/** One hash tag for all, so that a change is one script in a Redis Cluster too. */
const tag = 'presence:{online}';
const untilKey = `${tag}:until`; // sorted set: users by when they go offline
const idsKey = `${tag}:ids`; // sorted set: the same users, by id
const userKey = (userId: string) => `${tag}:user:${userId}`; // JSON of `Presence`

// KEYS: user, until, ids. ARGV: user id, the JSON that was read ('' for none), the JSON to write, when to forget
// it, when the user goes offline ('' for is offline). Returns 1, or 0 if it has been changed in between.
const write = `
  if (redis.call('GET', KEYS[1]) or '') ~= ARGV[2] then return 0 end
  if ARGV[4] == '' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], ARGV[3], 'PXAT', ARGV[4]) end
  if ARGV[5] == '' then
    redis.call('ZREM', KEYS[2], ARGV[1]) redis.call('ZREM', KEYS[3], ARGV[1])
  else
    redis.call('ZADD', KEYS[2], ARGV[5], ARGV[1]) redis.call('ZADD', KEYS[3], 0, ARGV[1])
  end
  return 1`;

// KEYS: until, ids. ARGV: now, least id (as of ZRANGE BYLEX), how many. Returns the count and a page of ids.
const read = `
  while true do
    local gone = redis.call('ZRANGE', KEYS[1], '-inf', ARGV[1], 'BYSCORE', 'LIMIT', 0, 1000)
    if #gone == 0 then break end
    redis.call('ZREM', KEYS[1], unpack(gone)) redis.call('ZREM', KEYS[2], unpack(gone))
  end
  return { redis.call('ZCARD', KEYS[2]), redis.call('ZRANGE', KEYS[2], ARGV[2], '+', 'BYLEX', 'LIMIT', 0, ARGV[3]) }`;

const validator = Compile(Presence);

export const createStore = (redis: Redis, now: () => number = Date.now): Store => {
  const hear = async (userId: string, happening: Happening): Promise<void> => {
    const key = userKey(userId);
    const known = (await redis.get(key)) ?? '';
    const presence = after(known === '' ? undefined : validator.Parse(JSON.parse(known)), happening, now());
    const times = [rememberedUntil(presence) ?? '', onlineUntil(presence) ?? ''];
    const args = [userId, known, JSON.stringify(presence), ...times];
    // A past owner of the user's partition may still be writing; who comes second decides anew.
    if ((await redis.eval(write, 3, key, untilKey, idsKey, ...args)) !== 1) await hear(userId, happening);
  };

  const online = async (limit: number, from?: string): Promise<Online> => {
    const least = from === undefined ? '-' : `(${from}`;
    const reply: unknown = await redis.eval(read, 2, untilKey, idsKey, now(), least, limit + 1);
    const [count, found] = Array.isArray(reply) ? reply : [];
    const ids: string[] = Array.isArray(found) ? found.map(String) : [];
    const shown = ids.slice(0, limit);
    const known = shown.length === 0 ? [] : await redis.mget(shown.map(userKey));
    const users = shown.flatMap((id, index) => {
      const json = known[index];
      return json ? [{ id, nickname: validator.Parse(JSON.parse(json)).nickname }] : [];
    });
    return { count: Number(count), users, next: ids.length > limit ? shown.at(-1) : undefined };
  };

  return { hear, online };
};
