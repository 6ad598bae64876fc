import test from 'ava';
import { type Forum, idOf, itemsOf, startForum } from './support/forum.js';
import { moderatorOf, statusesOf, toldOf } from './support/posting.js';

test('a thread is renamed by its author and by moderators, and only if it is as they read it', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const path = `/content/threads/${await forum.newThread(ada)}`;
  const rename = (title: string, as = ada, headers = {}) =>
    forum.call('PATCH', path, { as, body: { title }, headers });
  const read = (await forum.get(path)).headers.get('etag') ?? '';

  const first = await rename('Another title', ada, { 'If-Match': read });
  t.is(first.status, 200);
  t.like(first.body, { title: 'Another title', version: 2 });
  t.is(first.headers.get('etag'), '"2"');
  const late = await rename('Yet another', ada, { 'If-Match': read });
  t.is(late.status, 412);
  t.is(late.headers.get('etag'), '"2"');

  t.is((await rename('Another title')).headers.get('etag'), '"2"');
  t.is((await rename('By a moderator', moderatorOf(forum))).status, 200);
  t.is((await rename('By a stranger', forum.auth.add())).status, 403);
  await forum.call('PUT', `${path}/lock`, { as: forum.admin, body: {} });
  t.is((await rename('Locked', ada)).body.code, 'content.thread-locked');
  t.is((await rename('Locked', moderatorOf(forum))).status, 200);

  const told = await toldOf(forum, 'content.thread.renamed', 3);
  t.deepEqual(
    told.map(({ data }) => [Reflect.get(Object(data), 'before'), Reflect.get(Object(data), 'title')]),
    [
      ['A thread', 'Another title'],
      ['Another title', 'By a moderator'],
      ['By a moderator', 'Locked'],
    ],
  );
});

test('of two who rename what they both read, one is told that it has changed', async (t) => {
  const forum = await startForum(t);
  const instances = [forum, await forum.startAnother()];
  const ada = forum.auth.add();
  for (let round = 0; round < 5; round += 1) {
    const path = `/content/threads/${await forum.newThread(ada)}`;
    const rename = (instance: Pick<Forum, 'call'>, title: string) =>
      instance.call('PATCH', path, { as: ada, body: { title }, headers: { 'If-Match': '"1"' } });
    const replies = await Promise.all(instances.map((instance, at) => rename(instance, `Title ${at}`)));
    t.deepEqual(statusesOf(replies), [200, 412]);
    t.is((await forum.get(path)).body.title, replies.find(({ status }) => status === 200)?.body.title);
  }
  t.is((await toldOf(forum, 'content.thread.renamed', 5)).length, 5);
});

test('pinned threads are pinned once, by moderators, and show it', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const mo = moderatorOf(forum);
  const path = `/content/threads/${await forum.newThread(ada)}`;
  t.is((await forum.call('PUT', `${path}/pin`, { as: ada })).status, 403);
  for (let times = 0; times < 2; times += 1)
    t.is((await forum.call('PUT', `${path}/pin`, { as: mo })).status, 204);
  t.like((await forum.get(path)).body, { version: 2, pin: { by: { id: mo.userId } } });
  for (let times = 0; times < 2; times += 1)
    t.is((await forum.call('DELETE', `${path}/pin`, { as: mo })).status, 204);
  t.like((await forum.get(path)).body, { version: 3, pin: null });
});

test('a thread moves to a section that one moderates too, and whoever is told learns who may read there', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const mo = moderatorOf(forum);
  const [here, there] = [await forum.newSection(), await forum.newSection()];
  const staffed = { title: 'Staff', access: { read: { allow: ['permission:access.staff'] } } };
  const category = idOf(
    await forum.post('/content/categories', { as: forum.admin, body: { title: 'Second' } }),
  );
  const sections = `/content/categories/${category}/sections`;
  const hidden = idOf(await forum.post(sections, { as: forum.admin, body: staffed }));
  const boss = forum.auth.add({ permissions: ['posts.moderate', 'access.staff'] });

  const threadId = await forum.newThread(ada, here);
  const move = (sectionId: string, as = mo) =>
    forum.call('PUT', `/content/threads/${threadId}/section`, { as, body: { sectionId } });
  t.is((await move(there, ada)).status, 403);
  t.is((await move(hidden)).status, 404);
  t.is((await move(there)).status, 204);
  t.is((await move(there)).status, 204);
  t.is((await forum.get(`/content/threads/${threadId}`)).body.sectionId, there);
  t.deepEqual(itemsOf(await forum.get(`/content/sections/${here}/threads`)), []);
  t.is(itemsOf(await forum.get(`/content/sections/${there}/threads`)).length, 1);
  t.is((await move(hidden, boss)).status, 204);
  t.is((await forum.get(`/content/threads/${threadId}`)).status, 404);

  const told = await toldOf(forum, 'content.thread.moved', 2);
  t.is(told.length, 2);
  t.like(told[0]?.data, { fromSectionId: here, sectionId: there, movedBy: mo.userId });
  t.like(told[1]?.data, {
    fromSectionId: there,
    sectionId: hidden,
    readableBy: { allow: ['permission:access.staff'], deny: [] },
  });
});

test('moves that meet are told in one unbroken chain, which ends where the thread is', async (t) => {
  const forum = await startForum(t);
  const instances = [forum, await forum.startAnother()];
  const mo = moderatorOf(forum);
  const sections = [await forum.newSection(), await forum.newSection(), await forum.newSection()];
  const origin = await forum.newSection();
  const threadId = await forum.newThread(forum.auth.add(), origin);
  const moves = sections.map((sectionId, at) =>
    instances[at % 2]?.call('PUT', `/content/threads/${threadId}/section`, { as: mo, body: { sectionId } }),
  );
  t.deepEqual(
    (await Promise.all(moves)).map((reply) => reply?.status),
    [204, 204, 204],
  );
  let at = origin;
  for (const { data } of await toldOf(forum, 'content.thread.moved', 3)) {
    t.is(Reflect.get(Object(data), 'fromSectionId'), at);
    at = String(Reflect.get(Object(data), 'sectionId'));
  }
  t.is((await forum.get(`/content/threads/${threadId}`)).body.sectionId, at);
});

test('a deleted thread is there for moderators only, with its posts, until it is restored', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const mo = moderatorOf(forum);
  const sectionId = await forum.newSection();
  const threadId = await forum.newThread(ada, sectionId);
  const path = `/content/threads/${threadId}`;
  await forum.post(`${path}/posts`, { as: forum.auth.add(), body: { body: 'A reply' } });
  t.is((await forum.call('DELETE', path, { as: ada })).body.code, 'content.thread-replied');
  t.is((await forum.call('DELETE', path, { as: forum.auth.add() })).status, 403);

  const deletions = await Promise.all(
    [1, 2, 3].map(() => forum.call('DELETE', `${path}?reason=Off%20the%20topic`, { as: mo })),
  );
  t.deepEqual(statusesOf(deletions), [204, 204, 204]);
  t.is((await forum.get(path)).status, 404);
  t.is((await forum.get(`${path}/posts`)).status, 404);
  t.is((await forum.call('GET', path, { as: ada })).status, 404);
  t.is((await forum.post(`${path}/posts`, { as: ada, body: { body: 'More' } })).status, 404);
  t.like((await forum.call('GET', path, { as: mo })).body, {
    state: 'deleted',
    deletion: { by: { id: mo.userId }, reason: 'Off the topic' },
  });
  t.is(itemsOf(await forum.get(`/content/sections/${sectionId}/threads`)).length, 0);
  for (const [method, below] of [
    ['PATCH', ''],
    ['PUT', '/pin'],
    ['PUT', '/section'],
  ] as const) {
    const body = { ...(below === '' && { title: 'Another' }), ...(below === '/section' && { sectionId }) };
    const sent = { as: mo, ...(below !== '/pin' && { body }) };
    t.is((await forum.call(method, `${path}${below}`, sent)).body.code, 'content.thread-deleted');
  }

  t.is((await forum.call('PUT', `${path}/restore`, { as: ada })).status, 404);
  for (let times = 0; times < 2; times += 1)
    t.is((await forum.call('PUT', `${path}/restore`, { as: mo })).status, 204);
  t.like((await forum.get(path)).body, { state: 'visible', deletion: null });
  t.like(await toldOf(forum, 'content.thread.restored', 1), [{ data: { threadId, restoredBy: mo.userId } }]);
  const told = await toldOf(forum, 'content.thread.deleted', 1);
  t.is(told.length, 1);
  t.like(told[0]?.data, { threadId, deletedBy: mo.userId, reason: 'Off the topic' });
});

test('an author deletes a thread in which nobody else wrote, unless it is locked', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const path = `/content/threads/${await forum.newThread(ada)}`;
  await forum.post(`${path}/posts`, { as: ada, body: { body: 'To myself' } });
  await forum.call('PUT', `${path}/lock`, { as: forum.admin, body: {} });
  t.is((await forum.call('DELETE', path, { as: ada })).status, 409);
  await forum.call('DELETE', `${path}/lock`, { as: forum.admin });
  t.is((await forum.call('DELETE', path, { as: ada })).status, 204);
  t.is((await forum.get(path)).status, 404);
});

test('a thread that is moved and deleted at once is both, or stays where it was', async (t) => {
  const forum = await startForum(t);
  const other = await forum.startAnother();
  const mo = moderatorOf(forum);
  const [here, there] = [await forum.newSection(), await forum.newSection()];
  const outcomes = new Set<string>();
  for (let round = 0; round < 6; round += 1) {
    const path = `/content/threads/${await forum.newThread(forum.auth.add(), here)}`;
    const [moved, deleted] = await Promise.all([
      forum.call('PUT', `${path}/section`, { as: mo, body: { sectionId: there } }),
      other.call('DELETE', path, { as: mo }),
    ]);
    t.is(deleted.status, 204);
    const { state, sectionId } = (await forum.call('GET', path, { as: mo })).body;
    t.is(state, 'deleted');
    t.true(moved.status === 204 || moved.body.code === 'content.thread-deleted');
    t.is(sectionId, moved.status === 204 ? there : here);
    outcomes.add(String(moved.status));
  }
  t.true(outcomes.size > 0);
  const deleted = await toldOf(forum, 'content.thread.deleted', 6);
  t.is(deleted.length, 6);
});
