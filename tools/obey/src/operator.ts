import type { Operator } from '@obey/choreography';
import type { Context } from './command.js';

/** Works with an operator of the choreography, and closes it. Throws `RedisAway`. */
export const withOperator = async <T>(
  { globals, redis, signal }: Pick<Context, 'globals' | 'redis' | 'signal'>,
  work: (operator: Operator) => Promise<T>,
): Promise<T> => {
  await redis();
  // Looking needs no runtime, and starts sooner without.
  const { openOperator } = await import('@obey/choreography');
  const operator = await openOperator({ redis: globals.redis, signal });
  try {
    return await work(operator);
  } finally {
    operator.close();
  }
};
