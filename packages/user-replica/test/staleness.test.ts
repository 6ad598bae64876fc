import { connectTo, startRedis } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { Registry } from 'prom-client';
import { aUser, fakeAuth } from './support/auth.js';
import { react } from './support/react.js';
import { startReplica } from './support/replica.js';

const startMeasured = async (t: ExecutionContext) => {
  const redis = connectTo(t, (await startRedis(t)).url);
  await redis.ping();
  const metrics = new Registry();
  let answer = aUser();
  const users = await startReplica({
    runtime: fakeAuth(() => answer).runtime,
    redis,
    fields: ['nickname'],
    metrics,
    now: () => 10_000,
  });
  const figure = async (name: string, labels: Record<string, string>) => {
    const text = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
    const line = (await metrics.metrics()).split('\n').find((one) => one.startsWith(`${name}{${text}}`));
    return line === undefined ? 0 : Number(line.split(' ').at(-1));
  };
  return {
    users,
    first: answer,
    answerWith: (version: number) => {
      answer = { ...answer, version };
    },
    tell: (version: number, at: number) => react(users.reactions, { ...answer, version }, new Date(at)),
    stale: async (place: string) => [
      await figure('user_replica_stale_seconds_count', { place }),
      await figure('user_replica_stale_seconds_sum', { place }),
    ],
    healed: (source: string) => figure('user_replica_gaps_healed_total', { source }),
  };
};

test('it is counted how long an older copy stood after auth had told of the change; a first copy replaces none', async (t) => {
  const { tell, stale, healed } = await startMeasured(t);
  await tell(1, 1_000);
  t.deepEqual(await stale('memory'), [0, 0]);
  await tell(2, 9_500);
  await tell(2, 9_500);
  await tell(1, 1_000);
  for (const place of ['memory', 'redis']) t.deepEqual(await stale(place), [1, 0.5], place);
  // Clocks differ: what comes from the future is not late.
  await tell(3, 12_000);
  for (const place of ['memory', 'redis']) t.deepEqual(await stale(place), [2, 0.5], place);
  t.is(await healed('event'), 0);
});

test('a gap in versions heals by the next event, or by an answer to who knows of a newer version; it is counted once', async (t) => {
  const { users, first, answerWith, tell, healed, stale } = await startMeasured(t);
  await tell(1, 9_000);
  await tell(4, 9_000);
  t.is((await users.get(first.userId))?.version, 4);
  t.deepEqual([await healed('event'), await healed('answer')], [1, 0]);
  answerWith(7);
  t.is((await users.get(first.userId, 7))?.version, 7);
  t.deepEqual([await healed('event'), await healed('answer')], [1, 1]);
  // The events in between are late, and change nothing.
  for (const version of [5, 6, 7]) await tell(version, 9_500);
  t.is((await users.get(first.userId))?.version, 7);
  t.deepEqual([await healed('event'), await healed('answer')], [1, 1]);
  t.deepEqual(await stale('redis'), [1, 1]);
});
