import { createHash } from 'node:crypto';

/** Whatever runs scripts: a connection, or what gathers the calls for one. */
export interface Runner {
  evalsha(sha: string, keyCount: number, ...keysAndArgs: (string | number)[]): Promise<unknown>;
  eval(lua: string, keyCount: number, ...keysAndArgs: (string | number)[]): Promise<unknown>;
}

type Script = (
  redis: Runner,
  keys: readonly string[],
  args: readonly (string | number)[],
) => Promise<unknown>;

/** A Lua script, known to Redis by its digest once it has run there. */
export const script = (lua: string): Script => {
  const sha = createHash('sha1').update(lua).digest('hex');
  return async (redis, keys, args) => {
    try {
      return await redis.evalsha(sha, keys.length, ...keys, ...args);
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('NOSCRIPT'))
        return redis.eval(lua, keys.length, ...keys, ...args);
      throw error;
    }
  };
};

/** A script that is sent whole each time: finding that Redis does not know it would cost its place in the order. */
export const inlineScript =
  (lua: string): Script =>
  (redis, keys, args) =>
    redis.eval(lua, keys.length, ...keys, ...args);

/** Inside Redis: the time in ms, and text of a whole number of any size. */
export const clock = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local function whole(number) return string.format('%.0f', number) end`;
