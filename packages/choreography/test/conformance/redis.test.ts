import { startRedis } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { redisTransport } from '../../src/index.js';
import type { Place } from './place.js';
import { suite } from './suite.js';

const place = async (t: ExecutionContext): Promise<Place> => {
  const { url, kill, restart } = await startRedis(t);
  const away = async () => {
    await kill();
    return restart;
  };
  return { transport: redisTransport(url), restart, away };
};

for (const { title, run } of suite) test.serial(title, async (t) => run(t, await place(t)));
