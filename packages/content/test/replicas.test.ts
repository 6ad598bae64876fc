import { until } from '@obey/test-servers';
import test from 'ava';
import { startForum } from './support/forum.js';

test('an operator sees how content knows a user: version, age and source; and auth is not asked for it', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const operator = forum.auth.add({ permissions: ['replicas.read'] });
  const path = `/content/replicas/${ada.userId}`;
  const read = (as = operator) => forum.call('GET', path, { as });
  t.is((await forum.get(path)).status, 401);
  t.is((await read(ada)).status, 403);
  const unknown = await read();
  t.is(unknown.status, 404);
  t.is(unknown.body.code, 'content.no-such-replica');

  const before = Date.now();
  await forum.newThread(ada);
  const asked = await read();
  t.is(asked.status, 200);
  t.like(asked.body, { userId: ada.userId, version: 1, nickname: 'ada', source: 'asked' });
  t.deepEqual(asked.body.heldIn, ['memory', 'redis']);
  const age = Number(asked.body.ageMs);
  t.true(age >= 0 && age <= Date.now() - before, `${age}`);
  t.true(Date.parse(String(asked.body.confirmedAt)) >= before);

  await forum.auth.change(ada, { nickname: 'countess' });
  await until('the change has arrived', async () => (await read()).body.version === 2);
  t.like((await read()).body, { nickname: 'countess', source: 'told' });
  t.is(forum.auth.asked.filter((userId) => userId === ada.userId).length, 1);
  await forum.auth.stop();
  t.is((await read()).status, 200);
});

test('how far replicas were behind, and the gaps that were healed, are metrics', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  await forum.newThread(ada);
  const unheard = forum.auth.changeUntold(ada, { nickname: 'countess' });
  await forum.auth.change(unheard, { nickname: 'lovelace' });
  const metric = async (name: string, label: string) => {
    const lines = (await forum.get('/metrics')).text.split('\n');
    const line = lines.find((one) => one.startsWith(`${name}{`) && one.includes(label));
    return line === undefined ? undefined : Number(line.split(' ').at(-1));
  };
  await until(
    'the gap is counted',
    async () => (await metric('user_replica_gaps_healed_total', 'source="event"')) === 1,
  );
  for (const place of ['memory', 'redis'])
    t.is(await metric('user_replica_stale_seconds_count', `place="${place}"`), 1, place);
});
