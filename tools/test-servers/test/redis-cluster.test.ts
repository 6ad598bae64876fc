import test from 'ava';
import { Cluster } from 'ioredis';
import { connectTo, type Scope, startRedisCluster } from '../src/index.js';
import { keySlot } from '../src/key-slot.js';

const clientOf = (t: Scope, urls: readonly string[]) => {
  const client = new Cluster([...urls], { redisOptions: { protocol: 2 } });
  client.on('error', () => {});
  t.teardown(() => client.disconnect());
  return client;
};

test('the keys of a slot are readable after it moved, and those that are written meanwhile', async (t) => {
  const cluster = await startRedisCluster(t);
  const client = clientOf(t, cluster.urls);
  const keys = Array.from({ length: 250 }, (_, n) => `{moving}:${n}`);
  await Promise.all(keys.map((key) => client.set(key, key)));
  await client.xadd('{moving}:stream', '*', 'a', '1');
  await client.xgroup('CREATE', '{moving}:stream', 'group', '0');
  await client.xreadgroup('GROUP', 'group', 'me', 'STREAMS', '{moving}:stream', '>');

  const from = cluster.nodeOf('{moving}');
  for (const to of cluster.ports.filter((port) => port !== from)) {
    const [, written] = await Promise.all([
      cluster.moveSlotOf('{moving}', to),
      Promise.all(keys.map((key) => client.append(key, '+'))),
    ]);
    t.is(written.length, keys.length);
    t.is(cluster.nodeOf('{moving}:0'), to);
  }
  t.deepEqual(
    await Promise.all(keys.map((key) => client.get(key))),
    keys.map((key) => `${key}++`),
  );
  const [pending] = await client.xpending('{moving}:stream', 'group');
  t.is(pending, 1, 'consumer groups move with their stream');
  await t.throwsAsync(connectTo(t, `redis://127.0.0.1:${from}`).get('{moving}:0'), { message: /^MOVED/ });
});

test('a node that was killed comes back with its keys', async (t) => {
  const cluster = await startRedisCluster(t);
  const client = clientOf(t, cluster.urls);
  const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  await Promise.all(keys.map((key) => client.set(key, key)));
  t.is(new Set(keys.map(cluster.nodeOf)).size, 3);
  const port = cluster.nodeOf('a');
  await cluster.kill(port);
  await cluster.restart(port);
  await cluster.healthy();
  t.deepEqual(await Promise.all(keys.map((key) => client.get(key))), keys);
  t.throws(() => cluster.signal(1, 'SIGSTOP'), { message: /No node of the cluster has port 1/ });
});

test('slots are what Redis says they are, and each node has those that it should', async (t) => {
  const cluster = await startRedisCluster(t, { nodes: 3, options: ['--maxmemory', '100mb'] });
  const [first] = cluster.urls;
  const node = connectTo(t, first ?? '');
  const keys = [
    '',
    'a',
    '123456789',
    'é',
    '{a}b',
    'x{a}{b}',
    '{}a',
    '{{a}}',
    '{a',
    'a}b{c',
    'a\n{b}',
    'events:{auth:7}',
  ];
  for (const key of keys) {
    t.is(keySlot(key), await node.cluster('KEYSLOT', key), key);
    await t.notThrowsAsync(connectTo(t, `redis://127.0.0.1:${cluster.nodeOf(key)}`).get(key));
  }
  t.deepEqual(await node.config('GET', 'maxmemory'), ['maxmemory', String(100 * 1024 * 1024)]);
});
