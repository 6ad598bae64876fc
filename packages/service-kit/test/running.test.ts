import { startRedis } from '@obey/test-servers';
import test from 'ava';
import { spawnShop } from './support/process.js';

test('a bad start exits with 1 and tells all faults of the settings', async (t) => {
  const shop = spawnShop(t, { PORT: 'x', LOG_LEVEL: 'loud' });
  t.is(await shop.exitCode, 1);
  for (const name of ['PORT', 'LOG_LEVEL', 'REDIS_URL'])
    t.regex(shop.errors(), new RegExp(`^  ${name} `, 'm'));
  t.notRegex(shop.errors(), /\bat .*\.js:/);
});

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  test(`${signal}: what runs is finished, what is held is freed, and the exit code is 0`, async (t) => {
    const redis = await startRedis(t);
    const shop = spawnShop(t, { REDIS_URL: redis.url, WAIT_MS: '1500' });
    const { url } = await shop.told('shop is ready');
    const running = fetch(`${url}/shop/wait`);
    await shop.told('waiting');
    shop.signal(signal);
    const answer = await running;
    t.deepEqual(await answer.json(), { waited: 1_500 });
    t.is(await shop.exitCode, 0);
    t.is(shop.lines().filter(({ msg }) => msg === 'shop stops').length, 1);
    await shop.told('closed');
    await t.throwsAsync(fetch(`${url}/health/live`));
  });

test('while Redis is away, a service waits for it and says so; it can be stopped meanwhile', async (t) => {
  const redis = await startRedis(t);
  await redis.kill();
  const waiting = spawnShop(t, { REDIS_URL: redis.url });
  const stopped = spawnShop(t, { REDIS_URL: redis.url });
  await waiting.told('Redis cannot be reached; it is tried again');
  await stopped.told('Redis cannot be reached; it is tried again');
  stopped.signal('SIGTERM');
  t.is(await stopped.exitCode, 0);
  await redis.restart();
  await waiting.told('shop is ready');
});
