import test from 'ava';
import { type Forum, idOf, itemsOf, startForum } from './support/forum.js';
import { moderatorOf, replyIn, said, statusesOf, toldOf } from './support/posting.js';

test('a deleted post is a tombstone, whose text moderators read, until it is restored', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const mo = moderatorOf(forum);
  const threadId = await forum.newThread(ada);
  const { path, id } = await replyIn(forum, threadId, ada, 'Buy my *tea*');
  t.is((await forum.call('DELETE', path, { as: forum.auth.add() })).body.code, 'content.not-yours');
  const deletions = await Promise.all(
    [1, 2, 3].map(() => forum.call('DELETE', `${path}?reason=An%20advertisement`, { as: mo })),
  );
  t.deepEqual(statusesOf(deletions), [204, 204, 204]);

  const tombstone = {
    version: 2,
    number: 2,
    author: { id: ada.userId, nickname: 'ada' },
    body: null,
    html: null,
    state: 'deleted',
    deletion: { by: { id: mo.userId, nickname: 'mo' }, reason: 'An advertisement' },
  };
  t.like((await forum.get(path)).body, tombstone);
  t.like((await forum.call('GET', path, { as: ada })).body, tombstone);
  t.like(itemsOf(await forum.get(`/content/threads/${threadId}/posts`))[1], tombstone);
  t.like((await forum.call('GET', path, { as: mo })).body, {
    ...tombstone,
    body: 'Buy my *tea*',
    html: '<p>Buy my <em>tea</em></p>\n',
  });
  t.is((await forum.call('PATCH', path, { as: mo, body: { body: 'x' } })).body.code, 'content.post-deleted');
  const answer = { as: ada, body: { body: 'What?', replyTo: id } };
  t.is((await forum.post(`/content/threads/${threadId}/posts`, answer)).body.code, 'content.reply-elsewhere');
  t.is((await replyIn(forum, threadId, ada, 'Next')).body.number, 3);

  t.is((await forum.call('PUT', `${path}/restore`, { as: ada })).body.code, 'content.moderators-only');
  const restorations = await Promise.all([1, 2].map(() => forum.call('PUT', `${path}/restore`, { as: mo })));
  t.deepEqual(statusesOf(restorations), [204, 204]);
  t.like((await forum.get(path)).body, {
    version: 3,
    body: 'Buy my *tea*',
    state: 'visible',
    deletion: null,
  });

  const restored = await toldOf(forum, 'content.post.restored', 1);
  const deleted = await forum.told('content.post.deleted');
  t.is(restored.length, 1);
  t.like(restored[0]?.data, { threadId, postId: id, excerpt: 'Buy my tea', restoredBy: mo.userId });
  t.is(deleted.length, 1);
  t.like(deleted[0]?.data, {
    postId: id,
    number: 2,
    authorId: ada.userId,
    deletedBy: mo.userId,
    reason: 'An advertisement',
    purged: false,
  });
});

test('authors delete and restore their own posts, but not in locked threads, nor against a moderator', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const mo = moderatorOf(forum);
  const threadId = await forum.newThread(ada);
  const { path } = await replyIn(forum, threadId, ada, 'Text');
  const act = async (method: string, below: string, as = ada) => {
    const { status, body } = await forum.call(method, `${path}${below}`, { as });
    return body.code ?? status;
  };
  t.is(await act('DELETE', ''), 204);
  t.is(await act('PUT', '/restore'), 204);
  t.is(await act('DELETE', ''), 204);
  await forum.call('PUT', `/content/threads/${threadId}/lock`, { as: forum.admin, body: {} });
  t.is(await act('PUT', '/restore'), 'content.thread-locked');
  await forum.call('DELETE', `/content/threads/${threadId}/lock`, { as: forum.admin });

  // The author has deleted it; then a moderator does.
  t.is(await act('DELETE', '', mo), 204);
  t.like((await forum.get(path)).body, { deletion: { by: { id: mo.userId } } });
  t.is(await act('PUT', '/restore'), 'content.moderators-only');
  t.is(await act('DELETE', ''), 204);
  t.like((await forum.get(path)).body, { deletion: { by: { id: mo.userId } } });
  t.is(await act('PUT', '/restore', mo), 204);

  await forum.call('DELETE', path, { as: ada, headers: { 'If-Match': '"1"' } });
  t.is((await forum.get(path)).body.state, 'visible');
  await toldOf(forum, 'content.post.restored', 2);
  t.is((await forum.told('content.post.deleted')).length, 2);
});

test('an opening post is deleted with its thread', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const threadId = await forum.newThread(ada);
  const { openingPostId } = (await forum.get(`/content/threads/${threadId}`)).body;
  for (const as of [ada, moderatorOf(forum)]) {
    const refused = await forum.call('DELETE', `/content/posts/${openingPostId}`, { as });
    t.is(refused.status, 409);
    t.is(refused.body.code, 'content.opening-post');
    t.regex(String(refused.body.detail), new RegExp(`DELETE /content/threads/${threadId}`));
  }
});

test('a post that is deleted and restored by many at once is told of in turns', async (t) => {
  const forum = await startForum(t);
  const instances = [forum, await forum.startAnother()];
  const mo = moderatorOf(forum);
  const { path } = await replyIn(forum, await forum.newThread(mo), mo, 'Text');
  const acts = Array.from({ length: 12 }, (_, at) => {
    const instance: Pick<Forum, 'call'> | undefined = instances[at % 2];
    return at % 3 === 0
      ? instance?.call('PUT', `${path}/restore`, { as: mo })
      : instance?.call('DELETE', path, { as: mo });
  });
  t.deepEqual(new Set((await Promise.all(acts)).map((reply) => reply?.status)), new Set([204]));
  await forum.call('PUT', `${path}/restore`, { as: mo });
  // Both are told from one document: the last of them, after all others.
  await forum.call('PATCH', path, { as: mo, body: { body: 'The end' } });
  await toldOf(forum, 'content.post.edited', 1);
  const told = (await forum.told()).map(({ type }) => type).filter((type) => /deleted|restored/.test(type));
  t.deepEqual(
    told,
    told.map((_, at) => (at % 2 === 0 ? 'content.post.deleted' : 'content.post.restored')),
  );
  t.is(told.length % 2, 0);
  t.is((await forum.get(path)).body.version, told.length + 2);
});

test('a request that comes again is answered with the post as its author sees it now', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const mo = moderatorOf(forum);
  const posts = `/content/threads/${await forum.newThread(ada)}/posts`;
  const sent = { as: ada, headers: { 'Idempotency-Key': 'only-once' }, body: { body: 'Text' } };
  const first = await forum.post(posts, sent);
  const path = `/content/posts/${idOf(first)}`;
  const again = async (expected: object) => {
    const reply = await forum.post(posts, sent);
    t.is(reply.status, 201);
    t.is(idOf(reply), idOf(first));
    t.like(reply.body, expected);
    t.deepEqual(reply.body, (await forum.call('GET', path, { as: ada })).body);
  };
  await again({ body: 'Text', version: 1 });
  await forum.call('PATCH', path, { as: ada, body: { body: 'Edited' } });
  await again({ body: 'Edited', version: 2 });
  const other = await forum.post(posts, { ...sent, body: { body: 'Edited' } });
  t.is(other.body.code, 'content.idempotency-key-reused');
  await forum.call('DELETE', path, { as: mo });
  await again({ body: null, html: null, version: 3, state: 'deleted' });
  await forum.call('PUT', `${path}/restore`, { as: mo });
  await again({ body: 'Edited', version: 4, state: 'visible' });
  t.deepEqual(said(await toldOf(forum, 'content.thread.replied', 1), 'postId'), [idOf(first)]);
});
