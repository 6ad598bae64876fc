import { newId } from '@obey/choreography';
import test from 'ava';
import { decodeJwt } from 'jose';
import { permissions } from '../src/permissions.js';
import { type Answer, call, member, startForum, textAt } from './forum.js';
import { type Staff, staffOf } from './staff.js';

const forum = await startForum();
let url = '';
let staff: Staff;

test.before(async () => {
  ({ url } = await forum.start());
  staff = await staffOf(forum, url);
});

test.after.always(() => forum.stop());

const refresh = async (refreshToken: string) => {
  const { body } = await call('POST', `${url}/auth/token`, { body: { refreshToken } });
  return textAt(body, 'accessToken');
};

const moderators = ['posts.moderate', 'roles.read', 'threads.lock', 'users.ban', 'users.mute', 'users.read'];

const refused = (answer: Answer) => [answer.status, textAt(answer.body, 'code')];

test('a role given is told with the whole user, and stands in the next token', async (t) => {
  const who = await member(forum, url);
  t.is((await staff.giveRole(who.id, 'moderator')).status, 204);
  const [changed] = await staff.changesOf(who.id, 1);
  t.deepEqual(changed?.data, {
    userId: who.id,
    version: 2,
    nickname: who.nickname,
    email: who.email,
    rank: 50,
    roles: ['moderator'],
    permissions: moderators,
    banned: false,
  });
  const token = await refresh(who.refreshToken);
  t.like(decodeJwt(token), { rank: 50, roles: ['moderator'], permissions: moderators });
  t.is((await staff.takeRole(who.id, 'moderator')).status, 204);
  const changes = await staff.changesOf(who.id, 2);
  t.like(changes[1]?.data, { version: 3, rank: 0, permissions: [], roles: [] });
});

test('what is so already changes nothing and is not told', async (t) => {
  const { id } = await member(forum, url);
  for (const _ of [1, 2]) {
    t.is((await staff.takeRole(id, 'member')).status, 204);
    t.is((await staff.clearPermission(id, 'users.ban')).status, 204);
  }
  for (const _ of [1, 2]) t.is((await staff.giveRole(id, 'member')).status, 204);
  for (const _ of [1, 2]) t.is((await staff.setPermission(id, 'users.ban', 'grant')).status, 204);
  for (const _ of [1, 2]) t.is((await staff.setPermission(id, 'users.ban', 'deny')).status, 204);
  for (const _ of [1, 2]) t.is((await staff.clearPermission(id, 'users.ban')).status, 204);
  const changes = await staff.changesOf(id, 4);
  t.is(changes.length, 4);
  t.like(await staff.users.findOne({ _id: id }), { version: 5, roles: ['member'], grants: [], denials: [] });
});

test('of the same role given many times at once, one changes the user', async (t) => {
  const { id } = await member(forum, url);
  const answers = await Promise.all(Array.from({ length: 6 }, () => staff.giveRole(id, 'member')));
  t.true(answers.every(({ status }) => status === 204));
  t.like(await staff.users.findOne({ _id: id }), { version: 2, roles: ['member'] });
});

test('a grant gives a permission, a denial takes it, also from a role, and lifting it gives it back', async (t) => {
  const { id } = await member(forum, url);
  await staff.setPermission(id, 'roles.read', 'grant');
  t.like((await staff.changesOf(id, 1))[0]?.data, { permissions: ['roles.read'], rank: 0 });
  await staff.giveRole(id, 'moderator');
  await staff.setPermission(id, 'users.ban', 'deny');
  const changes = await staff.changesOf(id, 3);
  t.like(changes[2]?.data, { permissions: moderators.filter((permission) => permission !== 'users.ban') });
  await staff.clearPermission(id, 'users.ban');
  const { data } = (await staff.changesOf(id, 4))[3] ?? {};
  t.like(data, { permissions: moderators });
});

test('I am told where each of my permissions comes from, as it is now', async (t) => {
  const who = await member(forum, url);
  await staff.giveRole(who.id, 'moderator');
  await staff.giveRole(who.id, 'member');
  await staff.setPermission(who.id, 'users.ban', 'deny');
  await staff.setPermission(who.id, 'roles.manage', 'grant');
  const token = await refresh(who.refreshToken);
  const { status, body } = await staff.send('GET', '/auth/me/permissions', undefined, token);
  t.is(status, 200);
  const byRole = { held: true, roles: ['moderator'], granted: false, denied: false };
  t.deepEqual(body, {
    rank: 50,
    roles: [
      { name: 'member', rank: 10 },
      { name: 'moderator', rank: 50 },
    ],
    permissions: [
      { permission: 'posts.moderate', ...byRole },
      { permission: 'roles.manage', held: true, roles: [], granted: true, denied: false },
      { permission: 'roles.read', ...byRole },
      { permission: 'threads.lock', ...byRole },
      { permission: 'users.ban', held: false, roles: ['moderator'], granted: false, denied: true },
      { permission: 'users.mute', ...byRole },
      { permission: 'users.read', ...byRole },
    ],
  });
  t.is((await call('GET', `${url}/auth/me/permissions`)).status, 401);
});

test('nobody acts on their equals or betters, nor gives themselves anything', async (t) => {
  const grants = ['roles.grant', 'permissions.grant', 'users.ban', 'threads.lock'];
  const chief = await staff.somebodyWith({ roles: ['moderator'], grants });
  const equal = await staff.somebodyWith({ roles: ['moderator'] });
  for (const id of [chief.id, equal.id, staff.admin.id]) {
    const answers = [
      await staff.giveRole(id, 'member', chief.accessToken),
      await staff.setPermission(id, 'users.ban', 'grant', chief.accessToken),
    ];
    if (id !== chief.id) {
      answers.push(await staff.takeRole(id, 'moderator', chief.accessToken));
      answers.push(await staff.setPermission(id, 'users.ban', 'deny', chief.accessToken));
    }
    for (const answer of answers) t.deepEqual(refused(answer), [403, 'auth.rank-too-low']);
  }
  const other = await staff.somebodyWith({ roles: ['administrator'] });
  t.deepEqual(refused(await staff.takeRole(other.id, 'administrator')), [403, 'auth.rank-too-low']);
  await staff.users.updateOne({ _id: other.id }, { $set: { roles: [] } });
});

test('nobody gives a role as high as their own rank, or what they do not hold', async (t) => {
  const chief = await staff.somebodyWith({
    roles: ['moderator'],
    grants: ['roles.grant', 'permissions.grant'],
    denials: ['threads.lock'],
  });
  await staff.storeRole('locker', 20, ['threads.lock']);
  const { id } = await member(forum, url);
  const token = chief.accessToken;
  const tooHigh = [403, 'auth.role-too-high'];
  const notHeld = [403, 'auth.permission-not-held'];
  t.deepEqual(refused(await staff.giveRole(id, 'moderator', token)), tooHigh);
  t.deepEqual(refused(await staff.giveRole(id, 'administrator', token)), tooHigh);
  t.deepEqual(refused(await staff.giveRole(id, 'locker', token)), notHeld);
  t.deepEqual(refused(await staff.setPermission(id, 'roles.manage', 'grant', token)), notHeld);
  t.deepEqual(refused(await staff.setPermission(id, 'threads.lock', 'grant', token)), notHeld);
  t.is((await staff.setPermission(id, 'threads.lock', 'deny', token)).status, 204);
  t.deepEqual(refused(await staff.clearPermission(id, 'threads.lock', token)), notHeld);
  t.is((await staff.giveRole(id, 'member', token)).status, 204);
  t.like(await staff.users.findOne({ _id: id }), {
    roles: ['member'],
    grants: [],
    denials: ['threads.lock'],
  });
});

test('administrators give permissions of their own naming, which open private places, and others only what they hold', async (t) => {
  const chief = await staff.somebodyWith({ roles: ['moderator'], grants: ['permissions.grant'] });
  const { id } = await member(forum, url);
  const give = (token?: string) => staff.setPermission(id, 'access.staff', 'grant', token);
  t.deepEqual(refused(await give(chief.accessToken)), [403, 'auth.permission-not-held']);
  t.is((await give()).status, 204);
  t.like((await staff.changesOf(id, 1))[0]?.data, { permissions: ['access.staff'] });
  t.is((await staff.clearPermission(id, 'access.staff')).status, 204);
  const holder = await staff.somebodyWith({
    roles: ['moderator'],
    grants: ['access.staff', 'permissions.grant'],
  });
  t.is((await give(holder.accessToken)).status, 204);
  for (const none of ['access.', 'access.a.b', 'access.Staff', 'xaccess.staff'])
    t.is((await staff.setPermission(id, none, 'grant')).status, 422, none);
});

test('what counts is what somebody holds now, not what their token says', async (t) => {
  const { id } = await member(forum, url);
  const was = await staff.somebodyWith({ roles: ['moderator'], grants: ['roles.grant'] });
  await staff.users.updateOne({ _id: was.id }, { $set: { grants: [] } });
  t.deepEqual(refused(await staff.giveRole(id, 'member', was.accessToken)), [403, 'permission.missing']);
  const lowered = await staff.somebodyWith({ roles: ['moderator'], grants: ['roles.grant'] });
  await staff.users.updateOne({ _id: lowered.id }, { $set: { roles: [] } });
  t.deepEqual(refused(await staff.giveRole(id, 'member', lowered.accessToken)), [403, 'auth.rank-too-low']);
  const plain = await member(forum, url);
  t.deepEqual(refused(await staff.giveRole(id, 'member', plain.accessToken)), [403, 'permission.missing']);
  t.is((await call('PUT', `${url}/auth/users/${id}/roles/member`)).status, 401);
  t.like(await staff.users.findOne({ _id: id }), { version: 1, roles: [] });
});

test('anybody may give up what is theirs', async (t) => {
  const who = await staff.somebodyWith({ roles: ['moderator', 'member'], grants: ['roles.grant'] });
  t.is((await staff.takeRole(who.id, 'moderator', who.accessToken)).status, 204);
  t.like((await staff.changesOf(who.id, 1))[0]?.data, { roles: ['member'], rank: 10 });
});

test('an administrator makes another', async (t) => {
  const who = await member(forum, url);
  t.is((await staff.giveRole(who.id, 'administrator')).status, 204);
  const [changed] = await staff.changesOf(who.id, 1);
  t.like(changed?.data, { rank: 100, roles: ['administrator'], permissions: [...permissions] });
  const token = await refresh(who.refreshToken);
  t.is((await staff.takeRole(who.id, 'administrator', token)).status, 204);
});

test('who and what is not there is 404, and what does not fit 422 with a pointer', async (t) => {
  const { id } = await member(forum, url);
  t.deepEqual(refused(await staff.giveRole(newId(), 'member')), [404, 'auth.no-such-user']);
  t.deepEqual(refused(await staff.takeRole(newId(), 'member')), [404, 'auth.no-such-user']);
  t.deepEqual(refused(await staff.giveRole(id, 'nothing')), [404, 'auth.no-such-role']);
  t.deepEqual(refused(await staff.takeRole(id, 'nothing')), [404, 'auth.no-such-role']);
  t.is((await staff.giveRole(id, '$where')).status, 422);
  t.is((await staff.giveRole('me', 'member')).status, 422);
  t.like((await staff.setPermission(id, 'users.eat', 'grant')).body, {
    status: 422,
    errors: [{ in: 'path', pointer: '/permission' }],
  });
  t.like((await staff.setPermission(id, 'users.ban', 'allow')).body, { errors: [{ pointer: '/effect' }] });
  const path = `/auth/users/${id}/permissions/users.ban`;
  t.like((await staff.send('PUT', path, { effect: { $ne: 'deny' } })).body, {
    errors: [{ pointer: '/effect' }],
  });
  t.like((await staff.send('PUT', path, { effect: 'grant', by: 'me' })).body, {
    errors: [{ pointer: '/by' }],
  });
});
