import type { User } from '@obey/contracts';
import { until } from '@obey/test-servers';
import test from 'ava';
import { startForum } from './support/forum.js';

test('a locked thread takes posts only of those who may unlock it, and locking twice says it once', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const threadId = await forum.newThread(ada);
  const lock = `/content/threads/${threadId}/lock`;
  const reply = (as = ada) =>
    forum.post(`/content/threads/${threadId}/posts`, { as, body: { body: 'Text' } });

  const locked = { as: forum.admin, body: { reason: 'Off the topic' } };
  const locks = await Promise.all([1, 2, 3].map(() => forum.call('PUT', lock, locked)));
  t.deepEqual(
    locks.map(({ status }) => status),
    [204, 204, 204],
  );
  t.like((await forum.get(`/content/threads/${threadId}`)).body, {
    lock: { by: { nickname: 'root' }, reason: 'Off the topic' },
  });
  const refused = await reply();
  t.is(refused.status, 409);
  t.is(refused.body.code, 'content.thread-locked');
  t.is((await reply(forum.admin)).status, 201);

  for (let times = 0; times < 2; times += 1)
    t.is((await forum.call('DELETE', lock, { as: forum.admin })).status, 204);
  t.is((await reply()).status, 201);
  await until('all is told', async () => (await forum.told()).length >= 5);
  const about = (await forum.told()).filter(({ type }) => type.includes('lock'));
  t.deepEqual(
    about.map(({ type }) => type),
    ['content.thread.locked', 'content.thread.unlocked'],
  );
  t.like(about[0], {
    data: { threadId, title: 'A thread', lockedBy: forum.admin.userId, reason: 'Off the topic' },
  });
  t.like(about[1], { data: { threadId, unlockedBy: forum.admin.userId } });
});

test('a thread can be locked without a reason, and again after it was unlocked', async (t) => {
  const forum = await startForum(t);
  const threadId = await forum.newThread(forum.auth.add());
  const lock = `/content/threads/${threadId}/lock`;
  for (const method of ['PUT', 'DELETE', 'PUT']) {
    const body = method === 'PUT' ? { body: {} } : {};
    t.is((await forum.call(method, lock, { as: forum.admin, ...body })).status, 204);
  }
  t.like((await forum.get(`/content/threads/${threadId}`)).body, { lock: { reason: null } });
  await until('all is told', async () => (await forum.told('content.thread.locked')).length === 2);
});

test('nobody writes without a token, and only those with the permission manage and lock', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const sectionId = await forum.newSection();
  const threadId = await forum.newThread(ada, sectionId);
  const thread = { title: 'A title', body: 'Text' };
  t.is((await forum.post(`/content/sections/${sectionId}/threads`, { body: thread })).status, 401);
  t.is((await forum.post(`/content/threads/${threadId}/posts`, { body: { body: 'x' } })).status, 401);
  t.is((await forum.post('/content/categories', { as: ada, body: { title: 'Mine' } })).status, 403);
  t.is((await forum.call('PUT', `/content/threads/${threadId}/lock`, { as: ada, body: {} })).status, 403);
  t.is((await forum.call('DELETE', `/content/threads/${threadId}/lock`, { as: ada })).status, 403);
});

test('a ban and a permission taken away count before the token ends', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const threadId = await forum.newThread(ada);
  const reply = (as: User) =>
    forum.post(`/content/threads/${threadId}/posts`, { as, body: { body: 'Text' } });
  const banned = await forum.auth.change(ada, { banned: true });
  await until('her token is refused', async () => (await reply(ada)).body.code === 'token.revoked');
  await until('the ban has arrived', async () => (await reply(banned)).status === 403);
  t.is((await reply(banned)).body.code, 'content.banned');
  t.is((await forum.get(`/content/threads/${threadId}`)).status, 200);

  const { permissions } = forum.admin;
  const changed = await forum.auth.change(forum.admin, { permissions: [] });
  const manage = (as: User) => forum.post('/content/categories', { as, body: { title: 'More' } });
  await until('the token is refused', async () => (await manage(forum.admin)).body.code === 'token.outdated');
  const boasting = { ...changed, permissions };
  await until('the change has arrived', async () => (await manage(boasting)).status === 403);
  t.is((await manage(boasting)).body.code, 'permission.missing');
});

test('a token of a user whom auth does not know lets nobody write', async (t) => {
  const forum = await startForum(t);
  const threadId = await forum.newThread(forum.auth.add());
  const ghost = { ...forum.admin, userId: '0190d3a0-0000-7000-8000-000000000001' };
  const refused = await forum.post(`/content/threads/${threadId}/posts`, {
    as: ghost,
    body: { body: 'Boo' },
  });
  t.is(refused.status, 403);
  t.is(refused.body.code, 'content.no-such-user');
});

test('a changed nickname shows in what was written before', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const threadId = await forum.newThread(ada);
  await forum.auth.change(ada, { nickname: 'countess' });
  const author = async () => (await forum.get(`/content/threads/${threadId}`)).body.author;
  await until(
    'the nickname shows',
    async () => Reflect.get(Object(await author()), 'nickname') === 'countess',
  );
  t.deepEqual(await author(), { id: ada.userId, nickname: 'countess' });
});
