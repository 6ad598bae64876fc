import { newId } from '@obey/choreography';
import test from 'ava';
import { type Answer, member, somebody, startForum, textAt } from './forum.js';
import { type Staff, staffOf } from './staff.js';

const forum = await startForum();
let url = '';
let staff: Staff;

test.before(async () => {
  ({ url } = await forum.start());
  staff = await staffOf(forum, url);
});

test.after.always(() => forum.stop());

const list = (query: string, token?: string) => staff.send('GET', `/auth/users?${query}`, undefined, token);

const itemsOf = ({ body }: Answer): unknown[] => {
  const items: unknown = typeof body === 'object' && body !== null && Reflect.get(body, 'items');
  return Array.isArray(items) ? items : [];
};

const idsOf = (answer: Answer) => itemsOf(answer).map((item) => textAt(item, 'id'));

const nextOf = ({ body }: Answer): unknown =>
  typeof body === 'object' && body !== null ? Reflect.get(body, 'next') : undefined;

/** Members whose nicknames begin alike. */
const crowd = async (count: number) => {
  const start = `c${newId().slice(-8)}`;
  const members = [];
  for (let at = 0; at < count; at += 1)
    members.push(await member(forum, url, { ...somebody(), nickname: `${start}-${count - at}` }));
  return { start, ids: members.map(({ id }) => id), members };
};

test('users are listed by pages, both ways, none twice and none skipped while others sign up', async (t) => {
  const { start, ids } = await crowd(5);
  const seen: string[] = [];
  let page = await list(`nickname=${start}&limit=2`);
  for (;;) {
    seen.push(...idsOf(page));
    const next = nextOf(page);
    if (typeof next !== 'string') break;
    await member(forum, url);
    page = await list(`nickname=${start}&limit=2&cursor=${next}`);
  }
  t.deepEqual(seen, ids.toSorted());
  const back = await list(`nickname=${start}&limit=2&cursor=${textAt(page.body, 'previous')}`);
  t.deepEqual(idsOf(back), ids.toSorted().slice(2, 4));
});

test('nicknames are found by how they begin, in any case, and taken literally', async (t) => {
  const { start, ids } = await crowd(2);
  t.deepEqual(idsOf(await list(`nickname=${start.toUpperCase()}`)), ids.toSorted());
  t.deepEqual(idsOf(await list(`nickname=${start}-1`)).length, 1);
  t.deepEqual(idsOf(await list(`nickname=${encodeURIComponent('.*')}`)), []);
  t.deepEqual(idsOf(await list(`nickname=${start.slice(1)}`)), []);
});

test('users are found by role and by ban, and by all of it at once', async (t) => {
  const { start, ids } = await crowd(3);
  const [one = '', two = '', three = ''] = ids;
  await staff.giveRole(one, 'member');
  await staff.giveRole(two, 'member');
  await staff.send('PUT', `/auth/users/${two}/ban`, { reason: 'spam' });
  const over = { reason: 'x', by: staff.admin.id, at: new Date(0), until: new Date(1) };
  await staff.users.updateOne({ _id: three }, { $set: { ban: over } });
  const find = async (query: string) => idsOf(await list(`nickname=${start}&${query}`));
  t.deepEqual(await find('role=member'), [one, two].toSorted());
  t.deepEqual(await find('banned=true'), [two]);
  t.deepEqual(await find('banned=false'), [one, three].toSorted());
  t.deepEqual(await find('role=member&banned=false'), [one]);
  t.deepEqual(await find('role=moderator'), []);
  t.true(idsOf(await list('banned=true')).includes(two));
});

test('staff see rights and bans of a user, and neither address nor password', async (t) => {
  const { id, nickname } = await member(forum, url);
  await staff.giveRole(id, 'member');
  await staff.setPermission(id, 'users.read', 'grant');
  await staff.setPermission(id, 'users.ban', 'deny');
  await staff.send('PUT', `/auth/users/${id}/ban`, { reason: 'spam' });
  const answer = await staff.send('GET', `/auth/users/${id}`);
  t.is(answer.status, 200);
  t.like(answer.body, {
    id,
    nickname,
    version: 5,
    rank: 10,
    roles: ['member'],
    grants: ['users.read'],
    denials: ['users.ban'],
    permissions: ['users.read'],
    ban: { reason: 'spam', by: staff.admin.id, until: null },
  });
  for (const { text } of [answer, await list(`nickname=${nickname}`)])
    t.notRegex(text, /@|argon2|outbox|Hash|nicknameKey|"book"/);
});

test('only who may read users does; who is not there is 404', async (t) => {
  const { id, accessToken } = await member(forum, url);
  for (const path of ['/auth/users', `/auth/users/${id}`]) {
    const answer = await staff.send('GET', path, undefined, accessToken);
    t.is(answer.status, 403);
    t.is(textAt(answer.body, 'code'), 'permission.missing');
  }
  const moderator = await staff.somebodyWith({ roles: ['moderator'] });
  t.is((await list('', moderator.accessToken)).status, 200);
  const nobody = await staff.send('GET', `/auth/users/${newId()}`);
  t.is(nobody.status, 404);
  t.is(textAt(nobody.body, 'code'), 'auth.no-such-user');
});

test('a cursor of another list, and what does not fit, is refused', async (t) => {
  const { start } = await crowd(2);
  const cursor = textAt((await list(`nickname=${start}&limit=1`)).body, 'next');
  t.is((await list(`limit=1&cursor=${cursor}`)).status, 422);
  t.is((await list(`nickname=${start}&banned=false&limit=1&cursor=${cursor}`)).status, 422);
  for (const query of [
    'banned=maybe',
    'limit=101',
    'role=%24where',
    'nickname=',
    'nickname[$ne]=x',
    'email=a',
  ])
    t.is((await list(query)).status, 422, query);
});
