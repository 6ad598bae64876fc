import { type ChainableCommander, Redis } from 'ioredis';
import { deferred } from '../waiting.js';
import type { Connection } from './connection.js';
import type { Runner } from './script.js';

/**
 * Runs the scripts that are called in one turn of the event loop by one write. In a Cluster, where they go to
 * several servers, each goes by itself.
 */
export const inOneFlight = (redis: Connection): Runner => {
  if (!(redis instanceof Redis)) return redis;
  let flight:
    | { readonly commands: ChainableCommander; readonly landed: Promise<readonly Result[]> }
    | undefined;

  const begin = () => {
    const commands = redis.pipeline();
    const landed = deferred<readonly Result[]>();
    setImmediate(() => {
      flight = undefined;
      commands.exec().then((results) => landed.resolve(results ?? []), landed.reject);
    });
    return { commands, landed: landed.promise };
  };

  return {
    evalsha: async (sha, keyCount, ...rest) => {
      flight ??= begin();
      const { commands, landed } = flight;
      const at = commands.length;
      commands.evalsha(sha, keyCount, ...rest);
      const [error, value] = (await landed)[at] ?? [new Error('Connection is closed.'), undefined];
      if (error) throw error;
      return value;
    },
    eval: (lua, keyCount, ...rest) => redis.eval(lua, keyCount, ...rest),
  };
};

type Result = readonly [error: Error | null, value: unknown];
