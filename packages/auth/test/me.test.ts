import { AuthUserChanged } from '@obey/contracts';
import { until } from '@obey/test-servers';
import test from 'ava';
import { call, member, somebody, startForum, textAt } from './forum.js';

const forum = await startForum();
let url = '';
let meUrl = '';

test.before(async () => {
  ({ url } = await forum.start());
  meUrl = `${url}/auth/me`;
});

test.after.always(() => forum.stop());

const rename = (token: string, nickname: unknown) => call('PATCH', meUrl, { token, body: { nickname } });

const changesOf = async (userId: string) =>
  (await forum.said(AuthUserChanged.type)).filter(({ subject }) => subject === userId);

test('I see myself, and nothing that is kept behind the scenes', async (t) => {
  const { id, nickname, email, accessToken } = await member(forum, url);
  const answer = await call('GET', meUrl, { token: accessToken });
  t.is(answer.status, 200);
  t.like(answer.body, { id, nickname, email, version: 1 });
  t.notRegex(answer.text, /argon2|outbox|Hash|nicknameKey/);
});

test('without a good token I am nobody', async (t) => {
  const { accessToken } = await member(forum, url);
  t.is((await call('GET', meUrl)).status, 401);
  t.is((await call('GET', meUrl, { token: `${accessToken.slice(0, -4)}AAAA` })).status, 401);
  const [header, claims] = accessToken.split('.');
  t.is((await call('GET', meUrl, { token: `${header}.${claims}.` })).status, 401);
});

test('a new nickname is told with the whole user and the next version', async (t) => {
  const { id, email, accessToken } = await member(forum, url);
  const { nickname } = somebody();
  const answer = await rename(accessToken, nickname);
  t.is(answer.status, 200);
  t.like(answer.body, { id, nickname, version: 2 });
  const [changed] = await until('the change is told', async () => {
    const changes = await changesOf(id);
    return changes.length > 0 && changes;
  });
  t.deepEqual(changed?.data, {
    userId: id,
    version: 2,
    nickname,
    email,
    rank: 0,
    roles: [],
    permissions: [],
    banned: false,
  });
});

test('the nickname I have already changes nothing; in another case it does', async (t) => {
  const { id, nickname, accessToken } = await member(forum, url);
  t.like((await rename(accessToken, nickname)).body, { version: 1 });
  t.like((await rename(accessToken, nickname.toUpperCase())).body, { version: 2 });
  await until('the one change is told', async () => (await changesOf(id)).length > 0);
  t.is((await changesOf(id)).length, 1);
});

test('a nickname of somebody else is refused, in any case, and nothing changes', async (t) => {
  const other = await member(forum, url);
  const { accessToken } = await member(forum, url);
  const answer = await rename(accessToken, other.nickname.toUpperCase());
  t.is(answer.status, 409);
  t.is(textAt(answer.body, 'code'), 'auth.nickname-taken');
  t.like((await call('GET', meUrl, { token: accessToken })).body, { version: 1 });
});

test('of many who want one nickname at once, one gets it', async (t) => {
  const members = await Promise.all(Array.from({ length: 4 }, () => member(forum, url)));
  const { nickname } = somebody();
  const answers = await Promise.all(members.map(({ accessToken }) => rename(accessToken, nickname)));
  t.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409, 409]);
});

test('changes at once all count: each has its version, told in order', async (t) => {
  const { id, accessToken } = await member(forum, url);
  const nicknames = Array.from({ length: 8 }, () => somebody().nickname);
  const answers = await Promise.all(nicknames.map((nickname) => rename(accessToken, nickname)));
  t.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
  const changes = await until('all are told', async () => {
    const found = await changesOf(id);
    return found.length === 8 && found;
  });
  t.deepEqual(
    changes.map(({ data }) => JSON.stringify(data).match(/"version":(\d+)/)?.[1]),
    ['2', '3', '4', '5', '6', '7', '8', '9'],
  );
});

for (const nickname of ['ab', 'a  b', { $set: { roles: ['administrator'] } }, null])
  test(`${JSON.stringify(nickname)} as a nickname is 422`, async (t) => {
    const { accessToken } = await member(forum, url);
    const answer = await rename(accessToken, nickname);
    t.is(answer.status, 422);
    t.like(answer.body, { errors: [{ pointer: '/nickname' }] });
  });
