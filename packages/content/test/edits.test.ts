import { until } from '@obey/test-servers';
import test from 'ava';
import { type Forum, startForum } from './support/forum.js';
import { knownUsers, moderatorOf, replyIn, said, statusesOf, toldOf } from './support/posting.js';

test('a post is edited by its author and by moderators, shows by whom, and is told', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const mo = moderatorOf(forum);
  const threadId = await forum.newThread(ada);
  const { path, id } = await replyIn(forum, threadId, ada, 'Frist');
  const edit = (body: object, as = ada, headers = {}) => forum.call('PATCH', path, { as, body, headers });
  t.is((await forum.get(path)).headers.get('etag'), '"1"');

  const first = await edit({ body: '*First*' }, ada, { 'If-Match': '"1"' });
  t.is(first.status, 200);
  t.is(first.headers.get('etag'), '"2"');
  t.like(first.body, {
    version: 2,
    body: '*First*',
    html: '<p><em>First</em></p>\n',
    edit: { by: { id: ada.userId, nickname: 'ada' }, reason: null },
  });
  t.deepEqual((await forum.get(path)).body, first.body);
  t.is((await edit({ body: 'Late' }, ada, { 'If-Match': '"1"' })).status, 412);
  t.is((await edit({ body: '*First*', reason: 'Nothing new' })).body.version, 2);
  t.is((await edit({ body: 'By a stranger' }, forum.auth.add())).body.code, 'content.not-yours');
  t.is((await forum.call('PATCH', path, { body: { body: 'By nobody' } })).status, 401);
  t.is((await edit({ body: ' ' })).status, 422);
  t.is((await edit({ body: 'x'.repeat(32_769) })).status, 422);
  t.like((await edit({ body: 'Second', reason: 'Not the first' }, mo)).body, {
    version: 3,
    author: { id: ada.userId },
    edit: { by: { id: mo.userId }, reason: 'Not the first' },
  });

  await forum.call('PUT', `/content/threads/${threadId}/lock`, { as: forum.admin, body: {} });
  t.is((await edit({ body: 'Locked' })).body.code, 'content.thread-locked');
  t.is((await edit({ body: 'Third' }, mo)).status, 200);
  await forum.call('DELETE', `/content/threads/${threadId}/lock`, { as: forum.admin });
  const muter = forum.auth.add({ rank: 50, permissions: ['users.mute'] });
  await forum.call('PUT', `/content/users/${ada.userId}/mute`, { as: muter, body: { reason: 'Rude' } });
  t.is((await edit({ body: 'Muted' })).body.code, 'content.muted');

  const told = await toldOf(forum, 'content.post.edited', 3);
  t.deepEqual(said(told, 'version'), [2, 3, 4]);
  t.deepEqual(said(told, 'excerpt'), ['First', 'Second', 'Third']);
  t.like(told[1]?.data, {
    threadId,
    title: 'A thread',
    postId: id,
    number: 2,
    authorId: ada.userId,
    editedBy: mo.userId,
    reason: 'Not the first',
  });
});

test('an author whom the place does not let edit is refused; the opening post is edited like any other', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const sectionId = await forum.newSection();
  const threadId = await forum.newThread(ada, sectionId);
  const { openingPostId } = (await forum.get(`/content/threads/${threadId}`)).body;
  const edit = (body: string) =>
    forum.call('PATCH', `/content/posts/${openingPostId}`, { as: ada, body: { body } });
  t.is((await edit('Another opening')).status, 200);
  const access = { editOwn: { deny: ['users'] } };
  await forum.call('PATCH', `/content/sections/${sectionId}`, { as: forum.admin, body: { access } });
  t.is((await edit('Yet another')).body.code, 'content.not-yours');
});

test('an edit tells whom it mentions anew, and nobody twice', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const [ben, cleo, dan] = await knownUsers(t, forum, [
    { nickname: 'ben' },
    { nickname: 'cleo' },
    { nickname: 'dan' },
  ]);
  if (!ben || !cleo || !dan) return t.fail();
  const { path } = await replyIn(forum, await forum.newThread(ada), ada, 'Hello @ben');
  const edits = ['Hello @ben and @cleo', 'Hello all', 'Hello @cleo and @ben again', 'Hello @dan'];
  for (const body of edits)
    t.is((await forum.call('PATCH', path, { as: ada, body: { body } })).body.body, body);
  const told = await toldOf(forum, 'content.user.mentioned', 3);
  t.deepEqual(said(told, 'userId'), [ben.userId, cleo.userId, dan.userId]);
  t.deepEqual(said(told, 'excerpt'), ['Hello @ben', 'Hello @ben and @cleo', 'Hello @dan']);
});

test('an edit of a text as it is shown keeps whom it mentions, also while Redis is away', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const [ben] = await knownUsers(t, forum, [{ nickname: 'ben' }]);
  if (!ben) return t.fail();
  const { path } = await replyIn(forum, await forum.newThread(ada), ada, 'Hello @ben');
  await forum.auth.change(ben, { nickname: 'big ben' });
  await until('the new name is shown', async () => (await forum.get(path)).body.body === 'Hello @"big ben"');
  await forum.redis.kill();
  const edit = (body: string) => forum.call('PATCH', path, { as: ada, body: { body } });
  const edited = await edit('Hello again, @"big ben"');
  t.like(edited.body, { version: 2, body: 'Hello again, @"big ben"' });
  t.true(String(edited.body.html).includes(`data-user-id="${ben.userId}"`));
  t.is((await edit('Hello again, @"big ben" and @cleo')).body.code, 'content.names-unknown');
});

test('of two who edit what they both read, one is told that it has changed, and one edit is told', async (t) => {
  const forum = await startForum(t);
  const instances = [forum, await forum.startAnother()];
  const ada = forum.auth.add();
  const threadId = await forum.newThread(ada);
  for (let round = 0; round < 5; round += 1) {
    const { path } = await replyIn(forum, threadId, ada, 'Text');
    const edit = (instance: Pick<Forum, 'call'>, body: string) =>
      instance.call('PATCH', path, { as: ada, body: { body }, headers: { 'If-Match': '"1"' } });
    const replies = await Promise.all(instances.map((instance, at) => edit(instance, `Text ${at}`)));
    t.deepEqual(statusesOf(replies), [200, 412]);
    t.is((await forum.get(path)).body.body, replies.find(({ status }) => status === 200)?.body.body);
  }
  await toldOf(forum, 'content.post.edited', 5);
  await replyIn(forum, threadId, ada, 'The end');
  await toldOf(forum, 'content.thread.replied', 6);
  t.is((await forum.told('content.post.edited')).length, 5);
});

test('edits that meet happen one after another: each is told with its version, and none is lost to the history', async (t) => {
  const forum = await startForum(t);
  const instances = [forum, await forum.startAnother()];
  const ada = forum.auth.add();
  const { path } = await replyIn(forum, await forum.newThread(ada), ada, 'Text 0');
  const texts = Array.from({ length: 8 }, (_, at) => `Text ${at + 1}`);
  const replies = await Promise.all(
    texts.map((body, at) => instances[at % 2]?.call('PATCH', path, { as: ada, body: { body } })),
  );
  t.deepEqual(new Set(replies.map((reply) => reply?.status)), new Set([200]));
  const told = await toldOf(forum, 'content.post.edited', 8);
  t.deepEqual(said(told, 'version'), [2, 3, 4, 5, 6, 7, 8, 9]);
  const { items } = (await forum.get(`${path}/history`)).body;
  t.true(Array.isArray(items));
  const bodies = Array.isArray(items) ? items.map(({ body }) => String(body)) : [];
  t.deepEqual(bodies.toReversed(), ['Text 0', ...said(told, 'excerpt').map(String)]);
});

test('a post that is edited and deleted at once is deleted, and edited or not as it was told', async (t) => {
  const forum = await startForum(t);
  const other = await forum.startAnother();
  const ada = forum.auth.add();
  const mo = moderatorOf(forum);
  const threadId = await forum.newThread(ada);
  let edits = 0;
  for (let round = 0; round < 8; round += 1) {
    const { path } = await replyIn(forum, threadId, ada, 'Text');
    const [edited, deleted] = await Promise.all([
      forum.call('PATCH', path, { as: ada, body: { body: 'Edited' } }),
      other.call('DELETE', path, { as: mo }),
    ]);
    t.is(deleted.status, 204);
    t.true(edited.status === 200 || edited.body.code === 'content.post-deleted', JSON.stringify(edited.body));
    if (edited.status === 200) edits += 1;
    const after = await forum.call('GET', path, { as: mo });
    t.like(after.body, { state: 'deleted', body: edited.status === 200 ? 'Edited' : 'Text' });
  }
  t.is((await toldOf(forum, 'content.post.deleted', 8)).length, 8);
  t.is((await forum.told('content.post.edited')).length, edits);
});

test('a post is edited while Redis is away, and that is told when it is back', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const { path } = await replyIn(forum, await forum.newThread(ada), ada, 'Text');
  await toldOf(forum, 'content.thread.replied', 1);
  await forum.redis.kill();
  t.is((await forum.call('PATCH', path, { as: ada, body: { body: 'One' } })).status, 200);
  t.is((await forum.call('PATCH', path, { as: ada, body: { body: 'Two' } })).status, 200);
  t.is((await forum.call('DELETE', path, { as: ada })).status, 204);
  await forum.redis.restart();
  await toldOf(forum, 'content.post.deleted', 1);
  t.deepEqual(said(await forum.told('content.post.edited'), 'excerpt'), ['One', 'Two']);
});
