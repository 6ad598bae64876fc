import { until } from '@obey/test-servers';
import test from 'ava';
import { databaseOf } from './support/filling.js';
import { type Forum, idOf, itemsOf, startForum } from './support/forum.js';
import { startPaused } from './support/paused.js';
import { moderatorOf, replyIn, said, toldOf } from './support/posting.js';

/** A thread, and a reply to it by an instance that is held just before it stores that. */
const startReply = async (forum: Forum) => {
  const slow = await startPaused(forum);
  const [ada, ben] = [forum.auth.add(), forum.auth.add({ nickname: 'ben' })];
  const threadId = await forum.newThread(ada);
  const path = `/content/threads/${threadId}`;
  const { reached, resume } = slow.pause('posts.insertOne');
  const headers = { 'Idempotency-Key': 'once' };
  const replying = slow.post(`${path}/posts`, { as: ben, headers, body: { body: 'Too late' } });
  await reached;
  return { slow, ada, ben, threadId, path, replying, resume };
};

const takingBack = [
  ['locked', 'PUT', '/lock', 'DELETE', '/lock', 'content.thread-locked'],
  ['deleted', 'DELETE', '', 'PUT', '/restore', 'content.no-such-thread'],
] as const;

for (const [what, method, below, undoMethod, undoBelow, code] of takingBack)
  test(`a reply that meets its thread being ${what} is refused, and taken back untold`, async (t) => {
    const forum = await startForum(t);
    const mo = moderatorOf(forum);
    const { ben, threadId, path, replying, resume } = await startReply(forum);
    const body = method === 'PUT' ? { body: {} } : {};
    t.is((await forum.call(method, `${path}${below}`, { as: mo, ...body })).status, 204);
    resume();
    t.is((await replying).body.code, code);
    await forum.call(undoMethod, `${path}${undoBelow}`, { as: mo });
    const again = { as: ben, headers: { 'Idempotency-Key': 'once' }, body: { body: 'Too late' } };
    t.like(await forum.post(`${path}/posts`, again), { status: 201, body: { number: 3 } });
    t.deepEqual(
      itemsOf(await forum.get(`${path}/posts`)).map(({ state }) => state),
      ['visible', 'purged', 'visible'],
    );
    const posts = (await databaseOf(t, forum)).collection('posts');
    t.false(JSON.stringify(await posts.findOne({ threadId, number: 2 })).includes('late'));
    t.deepEqual(said(await toldOf(forum, 'content.thread.replied', 1), 'number'), [3]);
  });

test('a reply that meets a move tells of the section where its thread is, or is refused where it is hidden', async (t) => {
  const forum = await startForum(t);
  const boss = forum.auth.add({ permissions: ['posts.moderate', 'access.staff'] });
  const [open, hidden] = [await forum.newSection(), await forum.newSection()];
  const access = { read: { allow: ['permission:access.staff'] } };
  await forum.call('PATCH', `/content/sections/${hidden}`, { as: forum.admin, body: { access } });
  const outcomes: number[] = [];
  for (const sectionId of [open, hidden]) {
    const { path, replying, resume } = await startReply(forum);
    await forum.call('PUT', `${path}/section`, { as: boss, body: { sectionId } });
    resume();
    outcomes.push((await replying).status);
  }
  t.deepEqual(outcomes, [201, 404]);
  const visible = await forum.newThread(boss, open);
  await replyIn(forum, visible, boss, 'Afterwards');
  const told = await toldOf(forum, 'content.thread.replied', 2);
  t.deepEqual(said(told, 'sectionId'), [open, open]);
});

test('an author’s deletion and a stranger’s reply that meet are not both made', async (t) => {
  const forum = await startForum(t);
  const slow = await startPaused(forum);
  const [ada, ben] = [forum.auth.add(), forum.auth.add({ nickname: 'ben' })];
  const reply = (instance: Pick<Forum, 'post'>, path: string) =>
    instance.post(`${path}/posts`, { as: ben, body: { body: 'A reply' } });

  const first = `/content/threads/${await forum.newThread(ada)}`;
  const counting = slow.pause('threads.updateOne');
  const replying = reply(slow, first);
  await counting.reached;
  t.is((await forum.call('DELETE', first, { as: ada })).status, 204);
  counting.resume();
  t.is((await replying).status, 404);

  const second = `/content/threads/${await forum.newThread(ada)}`;
  const deletion = slow.pause('threads.findOneAndUpdate');
  const deleting = slow.call('DELETE', second, { as: ada });
  await deletion.reached;
  t.is((await reply(forum, second)).status, 201);
  deletion.resume();
  t.is((await deleting).body.code, 'content.thread-replied');
  t.like((await forum.get(second)).body, { state: 'visible', postCount: 2 });
});

test('what fails after a reply is stored is done before it is told, and is no matter of the answer', async (t) => {
  const forum = await startForum(t);
  const slow = await startPaused(forum, { dueInMs: 500 });
  const [ada, ben] = [forum.auth.add(), forum.auth.add({ nickname: 'ben' })];
  for (const [call, status] of [
    ['threads.updateOne', 500],
    ['readings.updateOne', 201],
  ] as const) {
    const path = `/content/threads/${await forum.newThread(ada)}`;
    await forum.call('PUT', `${path}/read`, { as: ben, body: { number: 1 } });
    slow.fail(call);
    const replied = await slow.post(`${path}/posts`, { as: ben, body: { body: 'A reply' } });
    t.is(replied.status, status);
    const state = async () => (await forum.call('GET', path, { as: ben })).body;
    const level = async () => (await forum.call('GET', `${path}/subscription`, { as: ben })).body.level;
    await until('the reply is counted, read and followed', async () => {
      const { postCount, lastRead } = await state();
      return postCount === 2 && lastRead === 2 && (await level()) === 'tracking';
    });
    t.is((await forum.call('DELETE', path, { as: ada })).body.code, 'content.thread-replied');
  }
  t.is((await toldOf(forum, 'content.thread.replied', 2)).length, 2);
});

test('an author follows their thread, though that failed when it was opened', async (t) => {
  const forum = await startForum(t);
  const slow = await startPaused(forum, { dueInMs: 500 });
  const [ada, ben] = [forum.auth.add(), forum.auth.add({ nickname: 'ben' })];
  slow.fail('subscriptions.updateOne');
  const body = { title: 'A thread', body: 'Text' };
  const opened = await slow.post(`/content/sections/${await forum.newSection()}/threads`, { as: ada, body });
  t.is(opened.status, 201);
  await toldOf(forum, 'content.thread.created', 1);
  await replyIn(forum, idOf(opened), ben, 'A reply');
  t.deepEqual(
    itemsOf(await forum.call('GET', '/content/unread', { as: ada })).map(({ id }) => id),
    [idOf(opened)],
  );
});
