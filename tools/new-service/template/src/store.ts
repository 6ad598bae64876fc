import type { Redis } from 'ioredis';

export interface Store {
  /** Adding a user again changes nothing: what is heard twice counts once. */
  add(userId: string, at: number): Promise<void>;
  count(): Promise<number>;
  /** Ids, the latest first. */
  latest(limit: number): Promise<string[]>;
}

const usersKey = 'sample:users'; // sorted set: users by when they signed up (milliseconds since 1970)

export const createStore = (redis: Redis): Store => ({
  add: async (userId, at) => {
    await redis.zadd(usersKey, 'NX', at, userId);
  },
  count: () => redis.zcard(usersKey),
  latest: (limit) => redis.zrevrange(usersKey, 0, limit - 1),
});
