import { AuthUserSignedUp } from '@obey/contracts';
import { until } from '@obey/test-servers';
import test from 'ava';
import Type from 'typebox';
import { Value } from 'typebox/value';
import { call, mailedToken, member, somebody, startForum, textAt } from './forum.js';

const forum = await startForum();
let url = '';
let signUpUrl = '';
let confirmUrl = '';

test.before(async () => {
  ({ url } = await forum.start());
  signUpUrl = `${url}/auth/sign-up`;
  confirmUrl = `${url}/auth/sign-up/confirm`;
});

test.after.always(() => forum.stop());

const pick = ({ email, password }: { email: string; password: string }) => ({ email, password });

/** Signs somebody up, and gives the mailed token. */
const applied = async (who = somebody(), atLeast = 1) => {
  await call('POST', signUpUrl, { body: who });
  return { ...who, token: await mailedToken(forum, who.email, atLeast) };
};

const Locales = Type.Object({ locale: Type.String(), otherLocales: Type.Array(Type.String()) });

test('mails of a sign-up and of a recovery are in the languages that the client asks for, best first', async (t) => {
  const localesOf = async (headers: Record<string, string>) => {
    const who = somebody();
    await call('POST', signUpUrl, { body: who, headers });
    await call('POST', `${url}/auth/password/recover`, { body: { email: who.email }, headers });
    await until('both are asked for', async () => (await forum.mailsTo(who.email)).length === 2);
    return (await forum.mailsTo(who.email)).map(({ data }) => {
      const { locale, otherLocales } = Value.Parse(Locales, data);
      return { locale, otherLocales };
    });
  };
  const chosen = { locale: 'de-AT', otherLocales: ['fr', 'en'] };
  const accepted = 'en;q=0.5, de-AT, fr;q=0.8, *;q=0.1, it;q=0';
  t.deepEqual(await localesOf({ 'Accept-Language': accepted }), [chosen, chosen]);
});

test('who signs up gets a link by mail, and with it an account; both are told in one flow', async (t) => {
  const who = somebody();
  const headers = { 'X-Correlation-Id': 'flow-1' };
  const answer = await call('POST', signUpUrl, { body: who, headers });
  t.is(answer.status, 202);
  t.deepEqual(answer.body, {});
  const token = await mailedToken(forum, who.email);
  const [mail] = await forum.mailsTo(who.email);
  t.is(mail?.correlationId, 'flow-1');
  t.like(mail?.data, {
    mail: {
      template: 'confirm-sign-up',
      params: { nickname: who.nickname, link: `https://forum.test/auth/sign-up/confirm?token=${token}` },
    },
  });
  t.is(Buffer.from(token, 'base64url').length, 32);
  const confirmed = await call('POST', confirmUrl, { body: { token } });
  t.is(confirmed.status, 204);
  t.is(confirmed.text, '');
  const said = await until('the sign-up is told', async () =>
    (await forum.said(AuthUserSignedUp.type)).find(({ data }) => textAt(data, 'nickname') === who.nickname),
  );
  const signedIn = await call('POST', `${url}/auth/sign-in`, { body: pick(who) });
  t.is(textAt(signedIn.body, 'user', 'id'), said.subject);
});

test('nobody can sign in before they have confirmed, and a link is good once', async (t) => {
  const { token, ...who } = await applied();
  const early = await call('POST', `${url}/auth/sign-in`, { body: pick(who) });
  t.is(early.status, 401);
  t.is((await call('POST', confirmUrl, { body: { token } })).status, 204);
  const again = await call('POST', confirmUrl, { body: { token } });
  t.is(again.status, 410);
  t.is(textAt(again.body, 'code'), 'auth.link-expired');
});

test('neither the token nor the password is kept: only their hashes', async (t) => {
  const { token, ...who } = await applied();
  await until('the outbox is empty', async () => {
    const stored = await forum.db.collection('signups').findOne({ email: who.email });
    return stored && !JSON.stringify(stored).includes(token);
  });
  const stored = JSON.stringify(await forum.db.collection('signups').findOne({ email: who.email }));
  t.false(stored.includes(who.password));
  t.regex(stored, /\$argon2id\$/);
});

test('looking at the page uses nothing up; its form, posted by a browser, does and shows a page', async (t) => {
  const { token } = await applied();
  const page = await call('GET', `${confirmUrl}?token=${token}`, { headers: { Accept: 'text/html' } });
  t.is(page.status, 200);
  t.regex(page.headers.get('content-type') ?? '', /^text\/html/);
  t.regex(page.headers.get('content-security-policy') ?? '', /default-src 'none'.*form-action 'self'/);
  t.is(page.headers.get('cache-control'), 'no-store');
  t.true(page.text.includes(`value="${token}"`));
  const post = () =>
    fetch(confirmUrl, {
      method: 'POST',
      headers: { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' },
      body: new URLSearchParams({ token }),
    });
  const done = await post();
  t.is(done.status, 200);
  t.regex(done.headers.get('content-type') ?? '', /^text\/html/);
  t.regex(await done.text(), /Your account is ready/);
  const again = await post();
  t.is(again.status, 410);
  t.regex(again.headers.get('content-type') ?? '', /^text\/html/);
  t.regex(await again.text(), /no longer good/);
});

test('of many who use one link at once, one confirms', async (t) => {
  const { token, nickname } = await applied();
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => call('POST', confirmUrl, { body: { token } })),
  );
  const statuses = answers.map(({ status }) => status).sort();
  t.deepEqual(statuses, [204, ...Array(11).fill(410)]);
  t.is(await forum.db.collection('users').countDocuments({ nickname }), 1);
});

test('a confirmation cut short after the user was made is finished by doing it again', async (t) => {
  const { token, email } = await applied();
  const signUps = forum.db.collection<{ _id: string }>('signups');
  const pending = await signUps.findOne({ email });
  if (!pending) return t.fail('there is no sign-up');
  t.is((await call('POST', confirmUrl, { body: { token } })).status, 204);
  await signUps.insertOne(pending);
  t.is((await call('POST', confirmUrl, { body: { token } })).status, 204);
  t.is((await call('POST', confirmUrl, { body: { token } })).status, 410);
  t.is(await forum.db.collection('users').countDocuments({ email }), 1);
});

test('of two sign-ups for one address, or one nickname, the first that confirms has it', async (t) => {
  const who = somebody();
  const first = await applied(who);
  const sameAddress = await applied({ ...somebody(), email: who.email }, 2);
  const sameNickname = await applied({ ...somebody(), nickname: who.nickname.toUpperCase() });
  t.is((await call('POST', confirmUrl, { body: { token: first.token } })).status, 204);
  const second = await call('POST', confirmUrl, { body: { token: sameAddress.token } });
  t.is(second.status, 409);
  t.is(textAt(second.body, 'code'), 'auth.address-taken');
  const third = await call('POST', confirmUrl, { body: { token: sameNickname.token } });
  t.is(third.status, 409);
  t.is(textAt(third.body, 'code'), 'auth.nickname-taken');
});

test('of two sign-ups for one address confirmed at once, one wins', async (t) => {
  const who = somebody();
  const first = await applied(who);
  const second = await applied({ ...somebody(), email: who.email }, 2);
  const answers = await Promise.all(
    [first, second].map(({ token }) => call('POST', confirmUrl, { body: { token } })),
  );
  t.deepEqual(answers.map(({ status }) => status).sort(), [204, 409]);
});

test('an address that has an account gets the same answer, and its holder a mail of another kind', async (t) => {
  const holder = await member(forum, url);
  const free = await call('POST', signUpUrl, { body: somebody() });
  const taken = await call('POST', signUpUrl, { body: { ...somebody(), email: holder.email.toUpperCase() } });
  t.is(taken.status, free.status);
  t.is(taken.text, free.text);
  const names = ({ headers }: typeof free) => [...headers.keys()].sort();
  t.deepEqual(names(taken), names(free));
  const mails = await until('the holder is told', async () => {
    const found = await forum.mailsTo(holder.email);
    return found.length === 2 && found;
  });
  t.deepEqual(textAt(mails[1]?.data, 'mail', 'template'), 'address-taken');
  t.deepEqual(textAt(mails[1]?.data, 'mail', 'params', 'nickname'), holder.nickname);
});

test('a nickname that a user has is refused, in any case', async (t) => {
  const { nickname } = await member(forum, url);
  const answer = await call('POST', signUpUrl, { body: { ...somebody(), nickname: nickname.toUpperCase() } });
  t.is(answer.status, 409);
  t.is(textAt(answer.body, 'code'), 'auth.nickname-taken');
});

test('a nickname that looks like that of a user is refused, at sign-up and as a new nickname', async (t) => {
  const { nickname } = await member(forum, url);
  const alike = nickname.replace('a', 'а').replace('e', 'е').replace('o', 'о');
  t.not(alike, nickname);
  const answer = await call('POST', signUpUrl, { body: { ...somebody(), nickname: alike } });
  t.is(answer.status, 409);
  t.is(textAt(answer.body, 'code'), 'auth.nickname-taken');
  const other = await member(forum, url);
  const renamed = await call('PATCH', `${url}/auth/me`, {
    token: other.accessToken,
    body: { nickname: alike },
  });
  t.is(renamed.status, 409);
});

test('a link that is too old is no longer good, also before MongoDB has removed it', async (t) => {
  const { token, email } = await applied();
  const signUps = forum.db.collection('signups');
  const [index] = (await signUps.indexes()).filter(({ key }) => 'expiresAt' in key);
  t.is(index?.expireAfterSeconds, 0);
  // Without the index nothing removes it, so that what refuses is the check alone.
  await signUps.dropIndex(index?.name ?? '');
  await signUps.updateOne({ email }, { $set: { expiresAt: new Date(Date.now() - 1) } });
  t.is((await call('POST', confirmUrl, { body: { token } })).status, 410);
  t.is(await signUps.countDocuments({ email }), 1);
});

const faulty: [string, object, string[]][] = [
  ['nothing', {}, ['/email', '/nickname', '/password']],
  ['a nickname that is too short', { ...somebody(), nickname: 'ab' }, ['/nickname']],
  ['an address that is none', { ...somebody(), email: 'nobody' }, ['/email']],
  ['a password that is too short', { ...somebody(), password: '1234567' }, ['/password']],
  [
    'a password that is the nickname',
    { ...somebody(), nickname: 'abcdefgh', password: 'ABCDEFGH' },
    ['/password'],
  ],
  ['a password that many have', { ...somebody(), password: 'Sunshine' }, ['/password']],
  ['a password that is the site', { ...somebody(), password: 'Forum.Test' }, ['/password']],
  ['an operator as nickname', { ...somebody(), nickname: { $gt: '' } }, ['/nickname']],
  ['an operator as address', { ...somebody(), email: { $gt: '' } }, ['/email']],
  ['an operator as password', { ...somebody(), password: { $ne: null } }, ['/password']],
  ['a field that nobody knows', { ...somebody(), roles: ['administrator'] }, ['/roles']],
  ['all fields faulty', { nickname: '', email: '', password: '' }, ['/email', '/nickname', '/password']],
];

for (const [what, body, pointers] of faulty)
  test(`${what}: 422, with a pointer to each bad field`, async (t) => {
    const answer = await call('POST', signUpUrl, { body });
    t.is(answer.status, 422);
    t.like(answer.body, { code: 'request.invalid' });
    const told = [...answer.text.matchAll(/"pointer":"([^"]*)"/g)].map(([, pointer]) => pointer);
    t.deepEqual(told.sort(), pointers);
  });

test('an operator as token is refused, and a made-up token is not good', async (t) => {
  t.is((await call('POST', confirmUrl, { body: { token: { $ne: '' } } })).status, 422);
  t.is((await call('POST', confirmUrl, { body: { token: 'x', more: 'y' } })).status, 422);
  t.is((await call('POST', confirmUrl, { body: { token: 'x'.repeat(5_000) } })).status, 413);
  t.is((await call('POST', confirmUrl)).status, 415);
  t.is((await call('POST', confirmUrl, { headers: { 'Content-Type': 'application/json' } })).status, 400);
  t.is((await call('POST', confirmUrl, { body: { token: '' } })).status, 410);
  t.is((await call('POST', confirmUrl, { body: { token: 'x'.repeat(43) } })).status, 410);
});
