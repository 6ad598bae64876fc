import { setImmediate as turn } from 'node:timers/promises';
import type { User } from '@obey/contracts';
import { connectTo, startRedis } from '@obey/test-servers';
import test from 'ava';
import fc from 'fast-check';
import type { Redis } from 'ioredis';
import { aUser, fakeAuth } from './support/auth.js';
import { react } from './support/react.js';
import { startReplica } from './support/replica.js';
import { storedIn } from './support/stored.js';

const fields = ['nickname'] as const;
const versionIn = async (redis: Redis, userId: string) => (await storedIn(redis, userId))?.replica.version;

test('an event for a user not cached yet is kept: an older answer under way does not undo it', async (t) => {
  const redis = connectTo(t, (await startRedis(t)).url);
  await redis.ping();
  const { promise: answer, resolve } = deferred<User>();
  const auth = fakeAuth(() => answer);
  const users = await startReplica({ runtime: auth.runtime, redis, fields });
  const ada = aUser();
  const got = users.get(ada.userId);
  while (auth.asked.length === 0) await turn();
  auth.tell({ ...ada, version: 2, nickname: 'ada lovelace' });
  resolve(ada);
  t.is((await got)?.nickname, 'ada lovelace');
  t.is(await versionIn(redis, ada.userId), 2);
});

test('an answer that is older than what another instance has stored gives the newer', async (t) => {
  const redis = connectTo(t, (await startRedis(t)).url);
  await redis.ping();
  const ada = aUser();
  const { promise: answer, resolve } = deferred<User>();
  const slow = fakeAuth(() => answer);
  const quick = fakeAuth(() => undefined);
  const one = await startReplica({ runtime: slow.runtime, redis, fields });
  const other = await startReplica({ runtime: quick.runtime, redis, fields });
  const got = one.get(ada.userId);
  while (slow.asked.length === 0) await turn();
  await react(other.reactions, { ...ada, version: 3, nickname: 'countess' });
  resolve(ada);
  t.is((await got)?.nickname, 'countess');
});

test('an instance that missed an event finds the newer version in Redis before long', async (t) => {
  const redis = connectTo(t, (await startRedis(t)).url);
  await redis.ping();
  const ada = aUser();
  let now = 0;
  const auth = fakeAuth(() => ada);
  const deaf = { runtime: auth.runtime, redis, fields, freshMs: 1_000, now: () => now };
  const users = await startReplica(deaf);
  await users.get(ada.userId);
  const other = await startReplica({ ...deaf, runtime: fakeAuth(() => undefined).runtime });
  await react(other.reactions, { ...ada, version: 2, nickname: 'countess' });
  t.is((await users.get(ada.userId))?.nickname, 'ada');
  now = 1_001;
  t.is((await users.get(ada.userId))?.nickname, 'countess');
});

test('a write that the followed event could not do is left to the reaction, and reported', async (t) => {
  const server = await startRedis(t);
  const redis = connectTo(t, server.url);
  await redis.ping();
  const { promise: reported, resolve } = deferred<string>();
  const auth = fakeAuth(() => undefined);
  const users = await startReplica({
    runtime: auth.runtime,
    redis,
    fields,
    timeoutMs: 2_000,
    onTrouble: resolve,
  });
  await server.kill();
  const ada = aUser();
  auth.tell(ada);
  t.regex(await reported, /was not written to Redis yet/);
  t.is((await users.get(ada.userId))?.nickname, 'ada');
  await t.throwsAsync(react(users.reactions, ada), { code: 'choreography.outage' });
});

test('a closed replica follows no more', async (t) => {
  const redis = connectTo(t, (await startRedis(t)).url);
  await redis.ping();
  const auth = fakeAuth(() => undefined);
  const users = await startReplica({ runtime: auth.runtime, redis, fields });
  t.true(auth.following());
  users.close();
  t.false(auth.following());
});

type Step =
  | { readonly kind: 'change' }
  | { readonly kind: 'followed' | 'ask' | 'answered' | 'reacted'; readonly instance: 0 | 1 };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('change' as const) }),
  fc.record({
    kind: fc.constantFrom('followed' as const, 'ask' as const, 'answered' as const, 'reacted' as const),
    instance: fc.constantFrom(0 as const, 1 as const),
  }),
);

test('whatever the order of answers and events, two instances and Redis end at the newest version, and neither goes back', async (t) => {
  const redis = connectTo(t, (await startRedis(t)).url);
  await redis.ping();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const first = aUser();
      const said = [first];
      const { userId } = first;
      const current = () => said.at(-1) ?? first;
      const instances = [0, 1].map(() => {
        const answers: (() => void)[] = [];
        const auth = fakeAuth(() => {
          // What auth answers is the state when it was asked, however late the answer comes.
          const answer = current();
          return new Promise<User>((resolve) => answers.push(() => resolve(answer)));
        });
        return { auth, answers, heard: 0, asking: [] as Promise<void>[], seen: 0 };
      });
      const replicas = await Promise.all(
        instances.map(({ auth }) => startReplica({ runtime: auth.runtime, redis, fields })),
      );
      let reacted = 0;
      const act = async (next: Step) => {
        if (next.kind === 'change') {
          const version = said.length + 1;
          said.push({ ...first, version, nickname: `name ${version}` });
          return;
        }
        const instance = instances[next.instance];
        const users = replicas[next.instance];
        if (instance === undefined || users === undefined) throw new Error('There are two instances');
        switch (next.kind) {
          case 'followed': {
            const user = said[instance.heard];
            if (user === undefined) return;
            instance.heard += 1;
            instance.auth.tell(user);
            return;
          }
          case 'reacted': {
            const user = said[reacted];
            if (user === undefined) return;
            reacted += 1;
            await react(users.reactions, user);
            return;
          }
          case 'ask':
            instance.asking.push(
              users.get(userId).then((user) => {
                const version = user?.version ?? 0;
                if (version < instance.seen) throw new Error(`${version} came after ${instance.seen}`);
                instance.seen = version;
              }),
            );
            await turn();
            return;
          case 'answered':
            instance.answers.shift()?.();
            await turn();
        }
      };
      for (const next of steps) await act(next);
      // All that was said arrives at last, in the order of each road.
      while (reacted < said.length) await act({ kind: 'reacted', instance: 0 });
      for (const instance of [0, 1] as const) {
        while ((instances[instance]?.heard ?? 0) < said.length) await act({ kind: 'followed', instance });
      }
      // A get that waits for Redis may ask only now.
      const settle = setInterval(() => {
        for (const { answers } of instances) answers.shift()?.();
      }, 1);
      await Promise.all(instances.flatMap(({ asking }) => asking)).finally(() => clearInterval(settle));
      for (const users of replicas) {
        t.is((await users.get(userId))?.version, said.length);
        users.close();
      }
      t.is(await versionIn(redis, userId), said.length);
    }),
    { numRuns: 200 },
  );
});

function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
