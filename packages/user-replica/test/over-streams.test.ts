import { answer, createRuntime } from '@obey/choreography';
import { AuthGetUserById, AuthUserChanged, type User } from '@obey/contracts';
import { connectTo, startRedis, until } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { aUser } from './support/auth.js';
import { startReplica } from './support/replica.js';
import { storedIn } from './support/stored.js';

const startRuntime = async (t: ExecutionContext, service: string, redis: string) => {
  const runtime = await createRuntime({ service, redis });
  t.teardown(() => runtime.stop({ drainMs: 1_000 }));
  return runtime;
};

const startInstance = async (t: ExecutionContext, url: string, onTrouble = (_: string) => {}) => {
  const runtime = await startRuntime(t, 'content', url);
  const redis = connectTo(t, url);
  await redis.ping();
  const users = await startReplica({ runtime, redis, fields: ['nickname'], onTrouble });
  await runtime.start([...users.reactions]);
  return users;
};

test('two instances ask auth once, and a change reaches both', async (t) => {
  const { url } = await startRedis(t);
  const ada = aUser();
  const asked: string[] = [];
  const auth = await startRuntime(t, 'auth', url);
  const known = new Map<string, User>([[ada.userId, ada]]);
  await auth.start([
    answer(AuthGetUserById, ({ data }) => {
      asked.push(data.userId);
      return { user: known.get(data.userId) ?? null };
    }),
  ]);
  const [one, other] = [await startInstance(t, url), await startInstance(t, url)];
  t.is((await one.get(ada.userId))?.nickname, 'ada');
  t.is((await other.get(ada.userId))?.nickname, 'ada');
  t.deepEqual(asked, [ada.userId]);

  await auth.publish(AuthUserChanged, { ...ada, version: 2, nickname: 'countess' });
  for (const users of [one, other]) {
    await until('the change is seen', async () => (await users.get(ada.userId))?.nickname === 'countess');
  }
  const redis = connectTo(t, url);
  await redis.ping();
  const stored = async () => (await storedIn(redis, ada.userId))?.replica.version;
  await until('the change is stored', async () => (await stored()) === 2);
  t.deepEqual(asked, [ada.userId]);
});

test('a user told of while no instance ran is stored when one is back', async (t) => {
  const { url } = await startRedis(t);
  const auth = await startRuntime(t, 'auth', url);
  const first = await createRuntime({ service: 'content', redis: url });
  const before = await startReplica({
    runtime: first,
    redis: connectTo(t, url),
    fields: ['nickname'],
  });
  await first.start([...before.reactions]);
  before.close();
  await first.stop();
  const ada = aUser();
  await auth.publish(AuthUserChanged, ada);
  const users = await startInstance(t, url);
  await until('the user is cached', async () => (await users.peek([ada.userId])).size === 1);
  t.is((await users.get(ada.userId))?.nickname, 'ada');
});

test('a user nobody has asked for while auth was away is known when it is back, and nobody writes for it', async (t) => {
  const { url } = await startRedis(t);
  const ada = aUser();
  const troubles: string[] = [];
  const users = await startInstance(t, url, (what) => troubles.push(what));
  t.teardown(users.close);
  t.is((await users.peek([ada.userId])).size, 0);
  await until('the question has timed out', async () => troubles.length > 0);
  const auth = await startRuntime(t, 'auth', url);
  await auth.start([answer(AuthGetUserById, () => ({ user: ada }))]);
  await until('the user is known', async () => (await users.peek([ada.userId])).size === 1);
});
