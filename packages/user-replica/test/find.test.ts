import { newId } from '@obey/choreography';
import { connectTo, startRedis, until } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { aUser, fakeAuth } from './support/auth.js';
import { react } from './support/react.js';
import { startReplica } from './support/replica.js';

const startFinding = async (t: ExecutionContext, auth = fakeAuth(() => undefined)) => {
  const server = await startRedis(t);
  const redis = connectTo(t, server.url);
  await redis.ping();
  const { runtime } = auth;
  const options = { runtime, redis, fields: ['nickname'] as const, timeoutMs: 2_000 };
  const users = await startReplica(options);
  t.teardown(users.close);
  return { users, redis, server, auth };
};

test('users are found by nickname, whatever its case and form, and only those who are known', async (t) => {
  const ada = aUser({ nickname: 'Ada Σας' });
  const { users, auth } = await startFinding(
    t,
    fakeAuth(() => ada),
  );
  await users.get(ada.userId);
  const ben = aUser({ nickname: 'ben' });
  await react(users.reactions, ben);
  const found = await users.find(['ＡＤＡ σασ', 'Ben', 'nobody', '']);
  t.deepEqual(Object.fromEntries(found), { 'ＡＤＡ σασ': ada.userId, Ben: ben.userId });
  t.is((await users.find([])).size, 0);
  t.deepEqual(auth.asked, [ada.userId]);
});

test('a renamed user is found by the new name only, also if it differs in case alone', async (t) => {
  const { users, redis } = await startFinding(t);
  const ada = aUser();
  await react(users.reactions, ada);
  await react(users.reactions, { ...ada, version: 2, nickname: 'ADA' });
  t.is((await users.find(['ada'])).get('ada'), ada.userId);
  await react(users.reactions, { ...ada, version: 3, nickname: 'countess' });
  t.deepEqual([...(await users.find(['ada', 'countess']))], [['countess', ada.userId]]);
  await react(users.reactions, { ...ada, version: 2, nickname: 'ADA' });
  t.deepEqual([...(await users.find(['ada', 'countess']))], [['countess', ada.userId]]);
  t.deepEqual(await redis.hkeys('{content}:nicknames'), ['countess']);
});

test('a name that was passed on belongs to its new holder, in whichever order the two events come', async (t) => {
  const { users } = await startFinding(t);
  for (const order of ['giver first', 'taker first']) {
    const [ada, ben] = [aUser({ nickname: `x ${order}` }), aUser({ nickname: `z ${order}` })];
    const [gave, took] = [new Date(), new Date(Date.now() + 1)];
    for (const user of [ada, ben]) await react(users.reactions, user, new Date(0));
    const give = () => react(users.reactions, { ...ada, version: 2, nickname: `y ${order}` }, gave);
    const take = () => react(users.reactions, { ...ben, version: 2, nickname: ada.nickname }, took);
    for (const next of order === 'giver first' ? [give, take] : [take, give]) {
      await next();
      if (next === take) t.is((await users.find([ada.nickname])).get(ada.nickname), ben.userId);
    }
    const found = await users.find([ada.nickname, ben.nickname, `y ${order}`]);
    t.deepEqual(Object.fromEntries(found), { [ada.nickname]: ben.userId, [`y ${order}`]: ada.userId });
  }
});

test('of two who claim one name the one confirmed later has it, and auth is asked about both', async (t) => {
  const ada = aUser();
  const ben = aUser({ nickname: 'ben' });
  const current = new Map([
    [ada.userId, { ...ada, version: 3, nickname: 'countess' }],
    [ben.userId, { ...ben, version: 2, nickname: 'ada' }],
  ]);
  const { users, auth, redis } = await startFinding(
    t,
    fakeAuth((userId) => current.get(userId)),
  );
  await react(users.reactions, { ...ben, version: 2, nickname: 'ada' }, new Date(2_000));
  // She was renamed before, and that event is lost.
  await react(users.reactions, ada, new Date(1_000));
  t.is((await users.find(['ada'])).get('ada'), ben.userId);
  await until('her new name is known', async () => (await users.find(['countess'])).size === 1);
  t.deepEqual(auth.asked.toSorted(), [ada.userId, ben.userId].sort());
  t.deepEqual((await redis.hkeys('{content}:nicknames')).sort(), ['ada', 'countess']);
});

test('a service that keeps no nicknames cannot find by them, and one that keeps them no more forgets them', async (t) => {
  const { users, redis } = await startFinding(t);
  const ada = aUser();
  await react(users.reactions, ada);
  const { runtime } = fakeAuth(() => undefined);
  const without = await startReplica({ runtime, redis, fields: ['rank'] });
  await t.throwsAsync(without.find(['ada']), { instanceOf: TypeError, message: /add 'nickname'/ });
  await react(without.reactions, ada);
  t.is(await redis.exists('{content}:nicknames'), 0);
});

test('with Redis away nobody can be found, which is an outage', async (t) => {
  const { users, server } = await startFinding(t);
  await react(users.reactions, aUser({ userId: newId() }));
  await server.kill();
  await t.throwsAsync(users.find(['ada']), { code: 'choreography.outage' });
});
