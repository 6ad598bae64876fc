import { until } from '@obey/test-servers';
import test from 'ava';
import { loadContender } from '../src/suites/runtime/contenders.js';
import { withPair } from '../src/suites/runtime/latency.js';
import { publishOnce } from '../src/suites/runtime/publish.js';
import { reactOnce } from '../src/suites/runtime/react.js';
import { everySecond, inMemory, withRedis } from '../src/suites/runtime/rounds.js';
import { groupOf } from '../src/suites/runtime/workload.js';

const topic = { owner: 'tiny', partitions: 4 };
const tiny = { messages: 120, warmUp: 20 };

for (const name of ['raw', 'ours', 'bullmq', 'moleculer'] as const) {
  test(`${name} hears every message of a backlog once, and acknowledges it`, (t) =>
    withRedis(inMemory, async ({ url, redis }) => {
      const { fill, drained, openConsumer } = await loadContender(name);
      await fill(redis, topic, tiny.messages);
      const heard: number[] = [];
      const consumer = await openConsumer({
        url,
        group: groupOf(topic),
        topics: [topic],
        nimble: false,
        heard: ({ number }) => heard.push(number),
      });
      await consumer.start();
      await until('all is acknowledged', () => drained(redis, topic));
      await consumer.stop();
      t.deepEqual(
        heard.toSorted((a, b) => a - b),
        Array.from({ length: tiny.messages }, (_, index) => index),
      );
    }));

  test(`${name} reacts in a process of its own`, async (t) => {
    await t.notThrowsAsync(reactOnce(name, tiny, everySecond));
  });
}

for (const name of ['raw', 'ours', 'bullmq'] as const)
  test(`${name} publishes in a process of its own, and Redis has what it published`, async (t) => {
    const { bytes } = await publishOnce(name, 'singly', { messages: 2_000, warmUp: 0 });
    t.true(bytes > 300, `${bytes} bytes a message are less than the data`);
  });

for (const name of ['raw', 'ours'] as const)
  test(`${name} hears each message that is published at a pace`, async (t) => {
    t.is((await withPair(name, (round) => round(50))).length, 50);
  });

test('the append-only file is as the case wants it', async (t) => {
  const appendOnly = (options: readonly string[]) =>
    withRedis(options, async ({ redis }) => redis.config('GET', 'append*'));
  const off = Object.fromEntries(pairs(await appendOnly(inMemory)));
  const on = Object.fromEntries(pairs(await appendOnly(everySecond)));
  t.is(off.appendonly, 'no');
  t.is(on.appendonly, 'yes');
  t.is(on.appendfsync, 'everysec');
});

const pairs = (reply: unknown): [string, string][] =>
  Array.isArray(reply)
    ? reply.flatMap((name, index) => (index % 2 === 0 ? [[String(name), String(reply[index + 1])]] : []))
    : [];
