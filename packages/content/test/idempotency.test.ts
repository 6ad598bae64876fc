import { until } from '@obey/test-servers';
import test from 'ava';
import { MongoClient } from 'mongodb';
import { idOf, itemsOf, startForum } from './support/forum.js';
import { startPaused } from './support/paused.js';

const headers = { 'Idempotency-Key': 'only-once' };

test('the same request, sent ten times at once, creates one thread and tells it once', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const path = `/content/sections/${await forum.newSection()}/threads`;
  const sent = { as: ada, headers, body: { title: 'Once', body: 'Text' } };
  const replies = await Promise.all(Array.from({ length: 10 }, () => forum.post(path, sent)));
  t.deepEqual(new Set(replies.map(({ status }) => status)), new Set([201]));
  t.is(new Set(replies.map(idOf)).size, 1);
  t.is(itemsOf(await forum.get(path)).length, 1);
  await until('it is told', async () => (await forum.told()).length >= 1);
  t.is((await forum.told()).length, 1);
  const client = new MongoClient(forum.mongoUrl);
  t.teardown(() => client.close());
  t.is(await client.db(forum.database).collection('posts').countDocuments(), 1);
});

test('the same reply, sent ten times at once, is one post, and leaves no gap in the numbers', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const path = `/content/threads/${await forum.newThread(ada)}/posts`;
  const replies = await Promise.all(
    Array.from({ length: 10 }, () => forum.post(path, { as: ada, headers, body: { body: 'Text' } })),
  );
  t.is(new Set(replies.map(idOf)).size, 1);
  t.is((await forum.post(path, { as: ada, body: { body: 'Another' } })).body.number, 3);
});

test('a key that comes again is answered with what it created, in whatever order the fields are', async (t) => {
  const forum = await startForum(t);
  const rule = { allow: ['users'], deny: ['rank:50'] };
  const body = { title: 'Science', description: 'All', access: { read: rule, write: rule } };
  const first = await forum.post('/content/categories', { as: forum.admin, headers, body });
  const turned = { deny: ['rank:50'], allow: ['users'] };
  const again = { access: { write: turned, read: turned }, description: 'All', title: 'Science' };
  const second = await forum.post('/content/categories', { as: forum.admin, headers, body: again });
  t.is(second.status, 201);
  t.deepEqual(second.body, first.body);
  const sections = `/content/categories/${idOf(first)}/sections`;
  const section = await forum.post(sections, { as: forum.admin, headers, body });
  t.deepEqual((await forum.post(sections, { as: forum.admin, headers, body })).body, section.body);
  t.not(idOf(section), idOf(first));
});

test('a key that comes again with another body is refused; it is free for another user', async (t) => {
  const forum = await startForum(t);
  const [ada, ben] = [forum.auth.add(), forum.auth.add({ nickname: 'ben' })];
  const path = `/content/threads/${await forum.newThread(ada)}/posts`;
  t.is((await forum.post(path, { as: ada, headers, body: { body: 'One' } })).status, 201);
  const refused = await forum.post(path, { as: ada, headers, body: { body: 'Two' } });
  t.is(refused.status, 422);
  t.is(refused.body.code, 'content.idempotency-key-reused');
  t.is((await forum.post(path, { as: ben, headers, body: { body: 'Two' } })).body.number, 3);
});

test('a reply is answered again after its thread was locked', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const threadId = await forum.newThread(ada);
  const sent = { as: ada, headers, body: { body: 'In time' } };
  const first = await forum.post(`/content/threads/${threadId}/posts`, sent);
  await forum.call('PUT', `/content/threads/${threadId}/lock`, { as: forum.admin, body: {} });
  const again = await forum.post(`/content/threads/${threadId}/posts`, sent);
  t.is(again.status, 201);
  t.deepEqual(again.body, first.body);
});

test('who may not see any more what they created is not shown it again, but may when it moved to where they may', async (t) => {
  const forum = await startForum(t);
  const [ada, ben] = [forum.auth.add(), forum.auth.add({ nickname: 'ben' })];
  const boss = forum.auth.add({ permissions: ['posts.moderate', 'access.staff'] });
  const [here, there, hidden] = [
    await forum.newSection(),
    await forum.newSection(),
    await forum.newSection(),
  ];
  const access = { read: { allow: ['permission:access.staff'] } };
  await forum.call('PATCH', `/content/sections/${hidden}`, { as: forum.admin, body: { access } });
  const thread = { as: ada, headers, body: { title: 'A thread', body: 'Text' } };
  const open = () => forum.post(`/content/sections/${here}/threads`, thread);
  const threadId = idOf(await open());
  const reply = () =>
    forum.post(`/content/threads/${threadId}/posts`, { as: ben, headers, body: { body: 'Here' } });
  const postId = idOf(await reply());
  const move = (sectionId: string) =>
    forum.call('PUT', `/content/threads/${threadId}/section`, { as: boss, body: { sectionId } });

  await move(there);
  t.like(await open(), { status: 201, body: { id: threadId, sectionId: there } });
  t.like(await reply(), { status: 201, body: { id: postId } });
  await move(hidden);
  const body = { body: 'What staff say of it' };
  t.is((await forum.call('PATCH', `/content/posts/${postId}`, { as: boss, body })).status, 200);
  for (const again of [await open(), await reply()]) {
    t.is(again.status, 404);
    t.notRegex(JSON.stringify(again.body), /staff/i);
  }
});

test('a thread is answered as it was created, though its place is closed meanwhile', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const slow = await startPaused(forum);
  const sectionId = await forum.newSection();
  const { reached, resume } = slow.pause('threads.insertOne');
  const body = { title: 'A thread', body: 'Text' };
  const opening = slow.post(`/content/sections/${sectionId}/threads`, { as: ada, body });
  await reached;
  await forum.call('DELETE', `/content/sections/${sectionId}`, { as: forum.admin });
  resume();
  const opened = await opening;
  t.is(opened.status, 201);
  t.like((await forum.call('GET', `/content/threads/${idOf(opened)}`, { as: forum.admin })).body, {
    sectionId,
  });
});
