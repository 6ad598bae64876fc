import { connectTo, startRedisCluster, type TestRedisCluster } from '@obey/test-servers';
import test from 'ava';
import { redisTransport } from '../../src/index.js';
import { suite } from './suite.js';

const ends: (() => unknown)[] = [];
const scope = { teardown: (end: () => unknown) => void ends.unshift(end) };
let cluster: TestRedisCluster;

test.before(async () => {
  cluster = await startRedisCluster(scope);
});
test.after.always(async () => {
  for (const end of ends) await end();
});

for (const { title, run } of suite)
  test.serial(title, async (t) => {
    for (const url of cluster.urls) await connectTo(t, url).flushall();
    const [port = 0] = cluster.ports;
    const restart = async () => {
      await cluster.restart(port);
      await cluster.healthy();
    };
    const away = async () => {
      for (const one of cluster.ports) await cluster.kill(one);
      return async () => {
        for (const one of cluster.ports) await cluster.restart(one);
        await cluster.healthy();
      };
    };
    await run(t, { transport: redisTransport(cluster.urls), restart, away });
  });
