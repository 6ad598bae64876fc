import { startProxy, until } from '@obey/test-servers';
import type { ExecutionContext } from 'ava';
import test from 'ava';
import { databaseOf } from './support/filling.js';
import { type Forum, idOf, itemsOf, startForum } from './support/forum.js';
import { knownUsers, replyIn, said, statusesOf, toldOf } from './support/posting.js';

const purgerOf = ({ auth }: Forum) => auth.add({ nickname: 'puri', permissions: ['posts.purge'] });

/** All that stands in the database. */
const stored = async (t: ExecutionContext, forum: Forum): Promise<string> => {
  const database = await databaseOf(t, forum);
  const names = (await database.listCollections().toArray()).map(({ name }) => name);
  return JSON.stringify(await Promise.all(names.map((name) => database.collection(name).find().toArray())));
};

test('a purge leaves no trace of a post but its number, and is told', async (t) => {
  const forum = await startForum(t);
  const puri = purgerOf(forum);
  const [ada, ben] = await knownUsers(t, forum, [{ nickname: 'ada' }, { nickname: 'ben' }]);
  if (!ada || !ben) return t.fail();
  const threadId = await forum.newThread(forum.auth.add());
  const posts = `/content/threads/${threadId}/posts`;
  const sent = { as: ada, headers: { 'Idempotency-Key': 'once' }, body: { body: 'A lemming, @ben' } };
  const id = idOf(await forum.post(posts, sent));
  const path = `/content/posts/${id}`;
  await forum.call('PATCH', path, { as: ada, body: { body: 'Two lemmings', reason: 'A lemming more' } });
  await forum.call('DELETE', path, { as: ada });
  await toldOf(forum, 'content.post.deleted', 1);
  const hash = String(
    (await (await databaseOf(t, forum)).collection('posts').findOne({ number: 2 }))?.creation.body,
  );
  t.regex(await stored(t, forum), /lemming/);
  t.true((await stored(t, forum)).includes(hash));

  const purge = (as = puri) => forum.call('PUT', `${path}/purge`, { as, body: { reason: 'By law' } });
  t.is((await purge(ada)).status, 403);
  t.deepEqual(statusesOf(await Promise.all([purge(), purge(), purge()])), [204, 204, 204]);
  const left = await stored(t, forum);
  t.notRegex(left, /lemming/i);
  t.false(left.includes(hash));
  t.false(left.includes(ben.userId));

  const purged = {
    number: 2,
    version: 4,
    author: { id: ada.userId },
    body: null,
    html: null,
    edit: null,
    state: 'purged',
    deletion: { by: { id: puri.userId }, reason: 'By law' },
  };
  const mo = forum.auth.add({ permissions: ['posts.moderate', 'posts.purge'] });
  t.like((await forum.call('GET', path, { as: mo })).body, purged);
  t.is((await forum.call('GET', `${path}/history`, { as: mo })).status, 404);
  for (const [method, below, body] of [
    ['PATCH', '', { body: 'x' }],
    ['PUT', '/restore', undefined],
  ] as const) {
    const refused = await forum.call(method, `${path}${below}`, { as: mo, ...(body && { body }) });
    t.is(refused.status, 410);
    t.is(refused.body.code, 'content.post-purged');
  }
  t.is((await forum.call('DELETE', path, { as: mo })).status, 204);
  const again = await forum.post(posts, sent);
  t.is(again.status, 201);
  t.like(again.body, purged);
  t.like(itemsOf(await forum.get(posts))[1], purged);
  t.is((await replyIn(forum, threadId, ada, 'Next')).body.number, 3);

  const told = await toldOf(forum, 'content.post.deleted', 2);
  t.deepEqual(said(told, 'purged'), [false, true]);
  t.like(told[1]?.data, { postId: id, deletedBy: puri.userId, reason: 'By law' });
  t.notRegex(await stored(t, forum), /lemming/i);
});

test('what waits to be told when its post is purged is told without its text', async (t) => {
  const forum = await startForum(t);
  const puri = purgerOf(forum);
  const [ada] = await knownUsers(t, forum, [{ nickname: 'ada' }]);
  if (!ada) return t.fail();
  const threadId = await forum.newThread(ada);
  await toldOf(forum, 'content.thread.created', 1);
  t.is((await forum.get(`/content/threads/${threadId}`)).status, 200);
  // So that content knows who purges, when Redis is away.
  await replyIn(forum, threadId, puri, 'Hello');
  await toldOf(forum, 'content.thread.replied', 1);
  await forum.redis.kill();
  const { path, id } = await replyIn(forum, threadId, ada, 'A lemming');
  await forum.call('PATCH', path, { as: ada, body: { body: 'Two lemmings' } });
  t.is((await forum.call('PUT', `${path}/purge`, { as: puri, body: {} })).status, 204);
  t.notRegex(await stored(t, forum), /lemming/i);
  await forum.redis.restart();
  const [deleted] = await toldOf(forum, 'content.post.deleted', 1);
  t.like(deleted?.data, { postId: id, purged: true });
  t.notRegex(await stored(t, forum), /lemming/i);
  const edited = await toldOf(forum, 'content.post.edited', 1);
  t.is(Reflect.get(Object(edited[0]?.data), 'postId'), id);
});

test('a post is purged while another instance is telling of it, and nothing comes back', async (t) => {
  const forum = await startForum(t);
  const proxy = await startProxy(t, forum.redis);
  const slow = await forum.startAnother(undefined, { REDIS_URL: proxy.url });
  const puri = purgerOf(forum);
  const ada = forum.auth.add();
  const threadId = await forum.newThread(ada);
  await replyIn(slow, threadId, ada, 'Hello');
  await toldOf(forum, 'content.thread.replied', 1);
  const late = proxy.holdRequests(([name]) => name === 'xadd');
  const { path } = await replyIn(slow, threadId, ada, 'A lemming');
  await until('it is on its way', () => late.held);
  const purge = { as: puri, body: {}, headers: { 'If-Match': '"1"' } };
  t.is((await forum.call('PUT', `${path}/purge`, purge)).status, 204);
  t.is((await forum.call('PUT', `${path}/purge`, purge)).status, 412);
  t.notRegex(await stored(t, forum), /lemming/i);
  await late.release();
  await toldOf(forum, 'content.thread.replied', 2);
  await toldOf(forum, 'content.post.deleted', 1);
  await until('nothing waits to be told', async () => !/"messages":\[\{/.test(await stored(t, forum)));
  t.notRegex(await stored(t, forum), /lemming/i);
});

test('an opening post can be purged: its thread goes on, and tells nothing of it any more', async (t) => {
  const forum = await startForum(t);
  const puri = purgerOf(forum);
  const ada = forum.auth.add();
  const opened = await forum.post(`/content/sections/${await forum.newSection()}/threads`, {
    as: ada,
    headers: { 'Idempotency-Key': 'once' },
    body: { title: 'Animals', body: 'A lemming' },
  });
  const path = `/content/posts/${opened.body.openingPostId}`;
  await toldOf(forum, 'content.thread.created', 1);
  t.regex(await stored(t, forum), /lemming/);
  for (const _ of [1, 2])
    t.is((await forum.call('PUT', `${path}/purge`, { as: puri, body: {} })).status, 204);
  t.notRegex(await stored(t, forum), /lemming/i);
  t.like((await forum.get(path)).body, { number: 1, state: 'purged', body: null });
  t.like((await forum.get(`/content/threads/${idOf(opened)}`)).body, { title: 'Animals', postCount: 1 });
  t.like((await toldOf(forum, 'content.post.deleted', 1))[0]?.data, { number: 1, purged: true });
});

test('a post that is edited and purged at once is purged, whole', async (t) => {
  const forum = await startForum(t);
  const other = await forum.startAnother();
  const puri = purgerOf(forum);
  const ada = forum.auth.add();
  const threadId = await forum.newThread(ada);
  for (let round = 0; round < 6; round += 1) {
    const { path } = await replyIn(forum, threadId, ada, 'A lemming');
    const acts = await Promise.all([
      ...[1, 2, 3].map((at) => forum.call('PATCH', path, { as: ada, body: { body: `${at} lemmings` } })),
      other.call('PUT', `${path}/purge`, { as: puri, body: {} }),
    ]);
    t.is(acts.at(-1)?.status, 204);
    for (const { status } of acts.slice(0, -1)) t.true(status === 200 || status === 410);
    t.like((await forum.get(path)).body, { state: 'purged', body: null, edit: null });
    t.notRegex(await stored(t, forum), /lemming/i);
  }
  t.deepEqual(said(await toldOf(forum, 'content.post.deleted', 6), 'purged'), Array(6).fill(true));
  await until('nothing is told any more', async () => !/"messages":\[\{/.test(await stored(t, forum)));
  t.notRegex(await stored(t, forum), /lemming/i);
});
