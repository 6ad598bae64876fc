import { newId } from '@obey/choreography';
import { until } from '@obey/test-servers';
import test from 'ava';
import { call, mailedToken, member, password, startForum, textAt } from './forum.js';
import { newPassword } from './new-passwords.js';

const forum = await startForum();
let url = '';

test.before(async () => {
  ({ url } = await forum.start({ SIGN_IN_TRIES: '3' }));
});

test.after.always(() => forum.stop());

const from = (address: string) => ({ headers: { 'X-Forwarded-For': address } });

const enter = (email: string, word: string, address: string) =>
  call('POST', `${url}/auth/sign-in`, { body: { email, password: word }, ...from(address) });

/** One attempt more than is free, all at once. */
const wrongly = async (email: string, address: (n: number) => string) => {
  const answers = await Promise.all([0, 1, 2, 3].map((n) => enter(email, 'wrong horse', address(n))));
  return answers.map(({ status }) => status).sort();
};

/** As if every account, or pair, that was tried had been tried often: the wait outlasts any test. */
const often = async (what: 'account' | 'pair') => {
  for (const key of await forum.redis.keys(`auth:{delays}:sign-in:${what}:*`))
    await forum.redis.hset(key, 'n', 50);
};

test.serial(
  'past the free attempts it is 429 with Retry-After, also with the right password, and also for nobody',
  async (t) => {
    const { email } = await member(forum, url);
    for (const address of [email, 'nobody@example.org']) {
      t.deepEqual(await wrongly(address, () => '192.0.2.1'), [401, 401, 401, 429]);
      await often('pair');
      const refused = await enter(address, password, '192.0.2.1');
      t.is(refused.status, 429);
      t.is(textAt(refused.body, 'code'), 'auth.slow-down');
      t.regex(refused.headers.get('retry-after') ?? '', /^[1-9]\d*$/);
    }
  },
);

test.serial('many who guess from everywhere keep nobody out: a known device passes', async (t) => {
  const { email } = await member(forum, url);
  t.deepEqual(await wrongly(email, (n) => `198.51.100.${n}`), [401, 401, 401, 429]);
  await often('account');
  t.is((await enter(email, password, '203.0.113.1')).status, 429);
  t.is((await enter(email, password, '127.0.0.1')).status, 200);
});

test.serial('who recovers the password passes where they did it, while others guess on', async (t) => {
  const { email } = await member(forum, url);
  await call('POST', `${url}/auth/password/recover`, { body: { email } });
  const token = await mailedToken(forum, email, 2);
  await wrongly(email, (n) => `198.51.100.${n + 10}`);
  await often('account');
  t.is((await enter(email, password, '203.0.113.2')).status, 429);
  const body = { token, newPassword };
  t.is((await call('POST', `${url}/auth/password/reset`, { body, ...from('203.0.113.2') })).status, 204);
  t.is((await enter(email, newPassword, '203.0.113.2')).status, 200);
});

test.serial('the current password is not to be guessed either, by who holds a session', async (t) => {
  const { accessToken } = await member(forum, url);
  const ask = (currentPassword: string) =>
    call('POST', `${url}/auth/me/password`, {
      token: accessToken,
      body: { currentPassword, newPassword },
      ...from('192.0.2.9'),
    });
  const answers = await Promise.all([0, 1, 2, 3].map(() => ask('wrong horse')));
  t.deepEqual(answers.map(({ status }) => status).sort(), [403, 403, 403, 429]);
  await often('account');
  await often('pair');
  t.is((await ask(password)).status, 429);
});

test.serial('recovery mails to one address are slowed down, whether it has an account or not', async (t) => {
  const { email } = await member(forum, url);
  for (const address of [email, 'nobody-else@example.org']) {
    const statuses = [];
    for (let n = 0; n < 6; n += 1) {
      const body = { email: address };
      statuses.push(
        (await call('POST', `${url}/auth/password/recover`, { body, ...from(`192.0.2.${n}`) })).status,
      );
    }
    t.deepEqual(statuses, [202, 202, 202, 202, 202, 429]);
  }
});

const apply = (email: string, address: string, at = url) => {
  const body = { nickname: `n-${newId().slice(-12)}`, email, password };
  return call('POST', `${at}/auth/sign-up`, { body, ...from(address) });
};

test.serial(
  'mails by sign-ups for one address are slowed down, whether it has an account or not',
  async (t) => {
    const { email } = await member(forum, url);
    for (const address of [email, 'nobody-yet@example.org']) {
      const before = (await forum.mailsTo(address)).length;
      const answers = [];
      for (let n = 0; n < 7; n += 1) answers.push(await apply(address, `192.0.2.${n}`));
      const statuses = answers.map(({ status }) => status);
      // One sign-up of the account was its own.
      const free = address === email ? 4 : 5;
      t.deepEqual(
        statuses,
        Array.from({ length: 7 }, (_, n) => (n < free ? 202 : 429)),
      );
      t.regex(answers.at(-1)?.headers.get('retry-after') ?? '', /^[1-9]\d*$/);
      await until('the mails', async () => (await forum.mailsTo(address)).length >= before + free);
      t.is((await forum.mailsTo(address)).length, before + free);
    }
  },
);

test.serial(
  'who signs up often from one place is slowed down before a password is hashed, and others are not',
  async (t) => {
    const { url: at } = await forum.start({ SIGN_UPS: '2' });
    const fresh = () => `${newId()}@example.org`;
    const statuses = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await apply(fresh(), '198.51.100.77', at)).status);
    t.deepEqual(statuses, [202, 202, 429]);
    t.is((await apply(fresh(), '198.51.100.78', at)).status, 202);
  },
);

test.serial(
  'a sign-up with what does not fit, or with a nickname that is taken, counts for nothing',
  async (t) => {
    const { nickname } = await member(forum, url);
    const email = `${newId()}@example.org`;
    const address = '192.0.2.99';
    for (const body of [
      { nickname, email, password },
      { nickname: 'fine', email, password: 'short' },
    ])
      for (let n = 0; n < 6; n += 1) {
        const { status } = await call('POST', `${url}/auth/sign-up`, { body, ...from(address) });
        t.true(status === 409 || status === 422);
      }
    t.is((await apply(email, address)).status, 202);
  },
);

test.serial('X-Forwarded-For is not believed of whoever is not the gateway', async (t) => {
  const far = await forum.start({ SIGN_IN_TRIES: '3', GATEWAY_ADDRESSES: '192.0.2.200' });
  const { email } = await member(forum, url);
  await wrongly(email, (n) => `198.51.100.${n + 20}`);
  await often('account');
  const body = { email, password };
  const told = (at: string) => call('POST', `${at}/auth/sign-in`, { body, ...from('203.0.113.3') });
  t.is((await told(url)).status, 429);
  // Here it is the address that the connection comes from, which is known.
  t.is((await told(far.url)).status, 200);
});
