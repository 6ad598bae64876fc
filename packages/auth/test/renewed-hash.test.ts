import { until } from '@obey/test-servers';
import argon2 from 'argon2';
import test from 'ava';
import { call, member, password, startForum, textAt } from './forum.js';

const forum = await startForum();
let url = '';

test.before(async () => {
  ({ url } = await forum.start());
});

test.after.always(() => forum.stop());

const users = () => forum.db.collection<{ _id: string }>('users');
const weak = { type: argon2.argon2id, memoryCost: 8_192, timeCost: 1, parallelism: 1 } as const;

const hashOf = async (userId: string) => textAt(await users().findOne({ _id: userId }), 'passwordHash');

/** A member whose hash was made when the parameters were lower. */
const veteran = async () => {
  const who = await member(forum, url);
  const passwordHash = await argon2.hash(password, weak);
  await users().updateOne({ _id: who.id }, { $set: { passwordHash } });
  return { ...who, passwordHash };
};

const enter = (email: string, given = password) =>
  call('POST', `${url}/auth/sign-in`, { body: { email, password: given } });

test('a hash by lower parameters is made anew when its user signs in, and only then', async (t) => {
  const { id, email, passwordHash } = await veteran();
  t.is((await enter(email, 'wrong horse')).status, 401);
  t.is(await hashOf(id), passwordHash);
  t.is((await enter(email)).status, 200);
  const renewed = await hashOf(id);
  t.regex(renewed, /^\$argon2id\$v=19\$m=19456,/);
  t.is((await enter(email)).status, 200);
  t.is(await hashOf(id), renewed);
  t.like(await users().findOne({ _id: id }), { version: 1 });
});

test('sign-ins at once renew it without failing one another', async (t) => {
  const { id, email } = await veteran();
  const answers = await Promise.all([1, 2, 3].map(() => enter(email)));
  t.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200],
  );
  t.true(await argon2.verify(await hashOf(id), password));
  t.regex(await hashOf(id), /m=19456/);
});

test('a user changed while the hash is made keeps the change', async (t) => {
  const { id, email, accessToken } = await veteran();
  const other = await argon2.hash('another horse', weak);
  const [entered] = await Promise.all([
    enter(email),
    until('the password was checked, or will be', async () => {
      const changed = await users().updateOne(
        { _id: id, version: 1 },
        { $set: { passwordHash: other, version: 2 } },
      );
      return changed.matchedCount === 1;
    }),
  ]);
  t.true([200, 401].includes(entered.status));
  t.is(await hashOf(id), other);
  t.is((await call('GET', `${url}/auth/me`, { token: accessToken })).status, 200);
});
