import { setTimeout as pause } from 'node:timers/promises';
import { answer, createRuntime } from '@obey/choreography';
import { AuthGetUserById, AuthUserChanged, type User } from '@obey/contracts';
import { connectTo, startRedis } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { createUserReplica } from '../src/index.js';
import { aUser } from './support/auth.js';

const startRuntime = async (t: ExecutionContext, service: string, redis: string) => {
  const runtime = await createRuntime({ service, redis });
  t.teardown(() => runtime.stop({ drainMs: 1_000 }));
  return runtime;
};

const startInstance = async (t: ExecutionContext, url: string) => {
  const runtime = await startRuntime(t, 'content', url);
  const redis = connectTo(t, url);
  await redis.ping();
  const users = await createUserReplica({ service: 'content', runtime, redis, fields: ['nickname'] });
  await runtime.start([...users.reactions]);
  return users;
};

const until = async (what: string, holds: () => Promise<boolean>) => {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await pause(10)) {
    if (await holds()) return;
  }
  throw new Error(`It did not come true that ${what}`);
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
  const stored = () => redis.hget(`{content}:user:${ada.userId}`, 'version');
  await until('the change is stored', async () => (await stored()) === '2');
  t.deepEqual(asked, [ada.userId]);
});

test('a user told of while no instance ran is stored when one is back', async (t) => {
  const { url } = await startRedis(t);
  const auth = await startRuntime(t, 'auth', url);
  const first = await createRuntime({ service: 'content', redis: url });
  const before = await createUserReplica({
    service: 'content',
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
