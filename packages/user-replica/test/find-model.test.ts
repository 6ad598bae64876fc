import type { User } from '@obey/contracts';
import { connectTo, startRedis } from '@obey/test-servers';
import test from 'ava';
import fc from 'fast-check';
import { aUser, fakeAuth } from './support/auth.js';
import { react } from './support/react.js';
import { startReplica } from './support/replica.js';

const people = [0, 1, 2, 3];
const names = ['u', 'v', 'w', 'x', 'y'];

interface Said {
  readonly user: User;
  readonly time: number;
}

/** What auth says while users are renamed, one after another: a name that somebody has is not given away. */
const tellings = (renames: readonly (readonly [number, number])[]) => {
  const users = people.map((person) => aUser({ nickname: names[person] ?? '' }));
  const said: Said[] = users.map((user) => ({ user, time: 0 }));
  for (const [index, [person, name]] of renames.entries()) {
    const user = users[person];
    const nickname = names[name];
    if (user === undefined || nickname === undefined || users.some((other) => other.nickname === nickname))
      continue;
    users[person] = { ...user, version: user.version + 1, nickname };
    said.push({ user: users[person], time: index + 1 });
  }
  return { users, said };
};

const rename = fc.tuple(fc.constantFrom(...people), fc.nat(names.length - 1));
const history = fc.array(rename, { maxLength: 12 }).map(tellings);
/** Each event any number of times, not even once, in any order, by either of two instances. */
const heard = history.chain(({ users, said }) =>
  fc.record({
    users: fc.constant(users),
    heard: fc.array(fc.tuple(fc.constantFrom(...said), fc.constantFrom(0 as const, 1 as const)), {
      maxLength: 25,
    }),
  }),
);

test('in whatever order events come, come twice or are lost: a name whose holder is up to date is theirs, and only stored names are found', async (t) => {
  const redis = connectTo(t, (await startRedis(t)).url);
  await redis.ping();
  const { runtime } = fakeAuth(() => undefined);
  const startInstance = () => startReplica({ runtime, redis, fields: ['nickname'] as const });
  await fc.assert(
    fc.asyncProperty(heard, async ({ users, heard }) => {
      await redis.flushall();
      const instances = await Promise.all([startInstance(), startInstance()]);
      const stored = new Map<string, User>();
      for (const [{ user, time }, at] of heard) {
        await react(instances[at].reactions, user, new Date(time));
        if ((stored.get(user.userId)?.version ?? 0) < user.version) stored.set(user.userId, user);
        const found = await instances[at].find(names);
        for (const name of names) {
          const claimants = [...stored.values()].filter(({ nickname }) => nickname === name);
          const holder = claimants.find((claimant) => users.includes(claimant));
          const userId = found.get(name);
          t.is(userId === undefined, claimants.length === 0);
          t.true(userId === undefined || claimants.some((claimant) => claimant.userId === userId));
          if (holder !== undefined) t.is(userId, holder.userId);
        }
      }
      for (const user of users) await react(instances[0].reactions, user, new Date(1_000));
      const nicknames = users.map(({ nickname }) => nickname);
      const found = await instances[1].find(names);
      t.deepEqual(
        users.map(({ nickname }) => found.get(nickname)),
        users.map(({ userId }) => userId),
      );
      t.is(found.size, users.length);
      t.deepEqual((await redis.hkeys('{content}:nicknames')).sort(), nicknames.sort());
      for (const users of instances) users.close();
    }),
    { numRuns: 150 },
  );
});
