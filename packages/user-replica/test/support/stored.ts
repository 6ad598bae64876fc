import type { Redis } from 'ioredis';

/** The copy of a user that content has stored, as it stands in Redis. */
export const storedIn = async (
  redis: Redis,
  userId: string,
): Promise<{ replica: { version: number }; source: string; at: number } | undefined> => {
  const json = await redis.get(`{content}:replica:${userId}`);
  return json === null ? undefined : JSON.parse(json);
};
