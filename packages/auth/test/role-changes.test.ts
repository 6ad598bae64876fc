import { createRuntime } from '@obey/choreography';
import { AuthUserChanged } from '@obey/contracts';
import { until } from '@obey/test-servers';
import test from 'ava';
import { decodeJwt } from 'jose';
import pino from 'pino';
import { tellHolders } from '../src/holders.js';
import { mostRoles } from '../src/roles.js';
import { openStore } from '../src/store.js';
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

const refused = (answer: Answer) => [answer.status, textAt(answer.body, 'code')];

const listed = async (query = '') => (await staff.send('GET', `/auth/roles${query}`)).body;

test('a new forum has its roles, once, though several instances start at once', async (t) => {
  const fresh = await startForum();
  t.teardown(() => fresh.stop());
  const [one] = await Promise.all([fresh.start(), fresh.start(), fresh.start()]);
  const { send, roles } = await staffOf(fresh, one.url);
  const { body } = await send('GET', '/auth/roles');
  t.like(body, {
    items: [
      { name: 'administrator', rank: 100 },
      { name: 'member', rank: 10 },
      { name: 'moderator', rank: 50 },
    ],
    next: null,
    previous: null,
  });
  t.is(await roles.countDocuments(), 1);
  t.like(await roles.findOne({ _id: 'roles' }), { version: 1 });
});

test.serial('a role is made, changed and left as it is', async (t) => {
  const role = { rank: 20, permissions: ['users.read'] };
  const made = await staff.putRole('helper', role);
  t.is(made.status, 201);
  t.deepEqual(made.body, { name: 'helper', ...role });
  const before = await staff.roles.findOne({ _id: 'roles' });
  t.is((await staff.putRole('helper', role)).status, 200);
  t.is((await staff.roles.findOne({ _id: 'roles' }))?.version, before?.version);
  const changed = await staff.putRole('helper', { rank: 21, permissions: [] });
  t.is(changed.status, 200);
  t.deepEqual(changed.body, { name: 'helper', rank: 21, permissions: [] });
});

test.serial('roles are listed by pages', async (t) => {
  const first = await listed('?limit=1');
  t.like(first, { items: [{ name: 'administrator' }], previous: null });
  const second = await listed(`?limit=1&cursor=${textAt(first, 'next')}`);
  t.notDeepEqual(first, second);
  const back = await listed(`?limit=1&cursor=${textAt(second, 'previous')}`);
  t.like(back, { items: [{ name: 'administrator' }], previous: null });
  t.is((await staff.send('GET', '/auth/roles?cursor=abc')).status, 422);
});

test('a change of a role is told of every holder, in its flow, and counts at once in new tokens', async (t) => {
  await staff.putRole('warden', { rank: 20, permissions: ['users.read'] });
  const holders = await Promise.all([1, 2, 3].map(() => member(forum, url)));
  for (const { id } of holders) await staff.giveRole(id, 'warden');
  const { headers } = await staff.putRole('warden', { rank: 30, permissions: ['users.ban'] });
  const [holder] = holders;
  const { body } = await call('POST', `${url}/auth/token`, { body: { refreshToken: holder?.refreshToken } });
  t.like(decodeJwt(textAt(body, 'accessToken')), { rank: 30, permissions: ['users.ban'] });
  for (const { id } of holders) {
    const changes = await staff.changesOf(id, 2);
    t.like(changes[1]?.data, { version: 3, rank: 30, roles: ['warden'], permissions: ['users.ban'] });
    t.is(changes[1]?.correlationId, headers.get('x-correlation-id') ?? '');
  }
  t.is(
    (await forum.said(AuthUserChanged.type)).filter(({ data }) => /warden/.test(JSON.stringify(data))).length,
    6,
  );
});

test('the role of the administrator is changed by nobody', async (t) => {
  const answer = await staff.putRole('administrator', { rank: 5, permissions: [] });
  t.deepEqual(refused(answer), [403, 'auth.role-fixed']);
});

test('roles are managed below one’s own rank, and with what one holds', async (t) => {
  await staff.storeRole('steward', 40, []);
  const { accessToken } = await staff.somebodyWith({
    roles: ['steward'],
    grants: ['roles.manage', 'users.read'],
  });
  const put = async (name: string, rank: number, permissions: string[] = []) =>
    refused(await staff.putRole(name, { rank, permissions }, accessToken));
  t.deepEqual(await put('steward', 5), [403, 'auth.role-too-high']);
  t.deepEqual(await put('moderator', 5), [403, 'auth.role-too-high']);
  t.deepEqual(await put('mate', 40), [403, 'auth.role-too-high']);
  t.deepEqual(await put('mate', 39, ['users.ban']), [403, 'auth.permission-not-held']);
  const made = await staff.putRole('mate', { rank: 39, permissions: ['users.read'] }, accessToken);
  t.is(made.status, 201);
  const plain = await member(forum, url);
  const none = await staff.putRole('mate', { rank: 1, permissions: [] }, plain.accessToken);
  t.deepEqual(refused(none), [403, 'permission.missing']);
  t.is((await staff.send('GET', '/auth/roles', undefined, plain.accessToken)).status, 403);
});

test('what does not fit a role is refused with a pointer', async (t) => {
  const faulty: [object, string][] = [
    [{ rank: 100, permissions: [] }, '/rank'],
    [{ rank: -1, permissions: [] }, '/rank'],
    [{ rank: 1.5, permissions: [] }, '/rank'],
    [{ rank: 1, permissions: ['users.eat'] }, '/permissions/0'],
    [{ rank: 1, permissions: { $gt: '' } }, '/permissions'],
    [{ rank: 1, permissions: [], name: 'x' }, '/name'],
  ];
  for (const [body, pointer] of faulty)
    t.like((await staff.putRole('odd', body)).body, { status: 422, errors: [{ pointer }] });
  t.is((await staff.putRole('Odd_One', { rank: 1, permissions: [] })).status, 422);
});

test('many changes of roles at once all count', async (t) => {
  const names = Array.from({ length: 8 }, (_, at) => `crowd-${at}`);
  const answers = await Promise.all(names.map((name) => staff.putRole(name, { rank: 1, permissions: [] })));
  t.true(answers.every(({ status }) => status === 201));
  const book = await staff.roles.findOne({ _id: 'roles' });
  t.true(names.every((name) => book?.roles.some((role) => role.name === name)));
});

test('there is an end to how many roles there are', async (t) => {
  const fresh = await startForum();
  t.teardown(() => fresh.stop());
  const { url } = await fresh.start();
  const { roles, putRole } = await staffOf(fresh, url);
  const book = await roles.findOne({ _id: 'roles' });
  const more = Array.from({ length: mostRoles - (book?.roles.length ?? 0) }, (_, at) => ({
    name: `r-${at}`,
    rank: 1,
    permissions: [],
    version: 1,
  }));
  await roles.updateOne({ _id: 'roles' }, { $push: { roles: { $each: more } } });
  t.deepEqual(refused(await putRole('one-more', { rank: 1, permissions: [] })), [409, 'auth.too-many-roles']);
  t.is((await putRole('r-1', { rank: 2, permissions: [] })).status, 200);
});

test('what a crash, or a grant by the roles as they were, has left untold is found and told once', async (t) => {
  const fresh = await startForum();
  t.teardown(() => fresh.stop());
  const running = await fresh.start();
  const { users, roles, giveRole, changesOf } = await staffOf(fresh, running.url);
  const people = await Promise.all([1, 2, 3].map(() => member(fresh, running.url)));
  for (const { id } of people) await giveRole(id, 'member');
  await running.stop();
  const changed = { name: 'member', rank: 11, permissions: [], version: 2 };
  await roles.updateOne(
    { _id: 'roles', 'roles.name': 'member' },
    { $set: { 'roles.$': changed, version: 2 } },
  );
  const runtime = await createRuntime({ service: 'auth', redis: fresh.server.url });
  t.teardown(() => runtime.stop());
  const store = await openStore({ db: fresh.db, runtime });
  const deps = { store, runtime, log: pino({ level: 'silent' }) };
  const told = await Promise.all([tellHolders(deps), tellHolders(deps)]);
  t.is(told[0] + told[1], 3);
  t.is(await tellHolders(deps), 0);
  for (const { id } of people) {
    t.like((await changesOf(id, 2))[1]?.data, { version: 3, rank: 11 });
    t.like(await users.findOne({ _id: id }), { book: 2, version: 3 });
  }
});

test('an instance that starts tells what is left to tell, also of users from before there were versions of roles', async (t) => {
  const fresh = await startForum();
  t.teardown(() => fresh.stop());
  const first = await fresh.start();
  const { giveRole, roles, users, changesOf } = await staffOf(fresh, first.url);
  const [{ id }, old] = [await member(fresh, first.url), await member(fresh, first.url)];
  for (const holder of [id, old.id]) await giveRole(holder, 'member');
  await first.stop();
  await users.updateOne({ _id: old.id }, { $unset: { book: 1 } });
  await roles.updateOne(
    { _id: 'roles', 'roles.name': 'member' },
    { $set: { 'roles.$.rank': 12, 'roles.$.version': 2, version: 2 } },
  );
  await fresh.start();
  for (const holder of [id, old.id]) t.like((await changesOf(holder, 2))[1]?.data, { version: 3, rank: 12 });
});

test('the administrators of an older auth hold what a newer one knows, and are told of', async (t) => {
  const fresh = await startForum();
  t.teardown(() => fresh.stop());
  const first = await fresh.start();
  const { admin, roles, changesOf } = await staffOf(fresh, first.url);
  await first.stop();
  await roles.updateOne(
    { _id: 'roles', 'roles.name': 'administrator' },
    { $set: { 'roles.$.permissions': ['users.ban'] } },
  );
  await Promise.all([fresh.start(), fresh.start()]);
  const [changed] = await changesOf(admin.id, 1);
  t.like(changed?.data, { version: 2, rank: 100 });
  t.regex(JSON.stringify(changed?.data), /roles\.manage/);
  await until('the roles are mended', async () => (await roles.findOne({ _id: 'roles' }))?.version === 2);
});
