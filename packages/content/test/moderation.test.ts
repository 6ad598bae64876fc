import test from 'ava';
import { type Forum, idOf, itemsOf, startForum } from './support/forum.js';
import { startPaused } from './support/paused.js';
import { moderatorOf, replyIn, said, toldOf } from './support/posting.js';

/** What moderators do with a thread: method, path below the thread's, and body. */
const deeds = (sectionId: string) =>
  [
    ['PUT', '/lock', {}],
    ['DELETE', '/lock'],
    ['PUT', '/pin'],
    ['DELETE', '/pin'],
    ['PUT', '/section', { sectionId }],
    ['DELETE', ''],
    ['PUT', '/restore'],
  ] as const;

test('a deleted thread takes no posts and no locks, of moderators either, and none is told', async (t) => {
  const forum = await startForum(t);
  const mo = moderatorOf(forum);
  const path = `/content/threads/${await forum.newThread(forum.auth.add())}`;
  await forum.call('DELETE', path, { as: mo });
  for (const refused of [
    await forum.post(`${path}/posts`, { as: mo, body: { body: 'Among ourselves' } }),
    await forum.call('PUT', `${path}/lock`, { as: mo, body: {} }),
    await forum.call('DELETE', `${path}/lock`, { as: mo }),
  ])
    t.is(refused.body.code, 'content.thread-deleted');
  t.is(itemsOf(await forum.call('GET', `${path}/posts`, { as: mo })).length, 1);
  t.like((await forum.call('GET', path, { as: mo })).body, { lock: null, postCount: 1 });
  await forum.call('PUT', `${path}/restore`, { as: mo });
  const [restored] = await toldOf(forum, 'content.thread.restored', 1);
  t.like(restored, { data: { readableBy: { allow: ['anyone'] } } });
  const types = (await forum.told()).map(({ type }) => type);
  t.deepEqual(
    types.filter((type) => /lock|replied/.test(type)),
    [],
  );
});

test('what is told of a deleted thread is for those who moderate its section', async (t) => {
  const forum = await startForum(t);
  const mo = forum.auth.add({ permissions: ['posts.moderate', 'posts.purge', 'access.staff'] });
  const section = await forum.newSection();
  const access = { moderate: { deny: ['rank:50'] } };
  await forum.call('PATCH', `/content/sections/${section}`, { as: forum.admin, body: { access } });
  const purgeIn = async (sectionId: string) => {
    const threadId = await forum.newThread(mo, sectionId);
    const { path } = await replyIn(forum, threadId, mo, 'A reply');
    await forum.call('DELETE', `/content/threads/${threadId}`, { as: mo });
    t.is((await forum.call('PUT', `${path}/purge`, { as: mo, body: {} })).status, 204);
  };
  await purgeIn(section);
  const [purged] = await toldOf(forum, 'content.post.deleted', 1);
  t.like(purged, { data: { readableBy: { allow: ['permission:posts.moderate'], deny: ['rank:50'] } } });
  const staffed = { ...access, read: { allow: ['permission:access.staff'] } };
  await forum.call('PATCH', `/content/sections/${section}`, { as: forum.admin, body: { access: staffed } });
  await purgeIn(section);
  const told = await toldOf(forum, 'content.post.deleted', 2);
  t.deepEqual(
    said(told, 'readableBy').filter((rule) => Reflect.get(Object(rule), 'allow').length === 0),
    [{ allow: [], deny: ['rank:50'] }],
  );
});

test('a lock that meets a move tells of the section where the thread is then', async (t) => {
  const forum = await startForum(t);
  const slow = await startPaused(forum);
  const mo = moderatorOf(forum);
  const [here, there] = [await forum.newSection(), await forum.newSection()];
  const path = `/content/threads/${await forum.newThread(mo, here)}`;
  const { reached, resume } = slow.pause('threads.findOneAndUpdate');
  const locking = slow.call('PUT', `${path}/lock`, { as: mo, body: {} });
  await reached;
  t.is((await forum.call('PUT', `${path}/section`, { as: mo, body: { sectionId: there } })).status, 204);
  resume();
  t.is((await locking).status, 204);
  t.like(await toldOf(forum, 'content.thread.locked', 1), [{ data: { sectionId: there } }]);
  t.like((await forum.get(path)).body, { version: 3, sectionId: there });
});

test('moderators change a thread only if it is as they read it', async (t) => {
  const forum = await startForum(t);
  const mo = moderatorOf(forum);
  const path = `/content/threads/${await forum.newThread(forum.auth.add())}`;
  await forum.call('PATCH', path, { as: mo, body: { title: 'Another title' } });
  for (const [method, below, body] of deeds(await forum.newSection())) {
    const sent = { as: mo, headers: { 'If-Match': '"1"' }, ...(body && { body }) };
    const late = await forum.call(method, `${path}${below}`, sent);
    t.is(late.status, 412, `${method} ${below}`);
    t.is(late.headers.get('etag'), '"2"');
  }
  const headers = { 'If-Match': '"2"' };
  t.is((await forum.call('PUT', `${path}/lock`, { as: mo, headers, body: {} })).status, 204);
  t.like((await forum.get(path)).body, { version: 3 });
});

const mute = async (forum: Forum, userId: string) => {
  const as = forum.auth.add({ rank: 90, permissions: ['users.mute'] });
  const body = { reason: 'Rude' };
  const muted = await forum.call('PUT', `/content/users/${userId}/mute`, { as, body });
  if (muted.status !== 204) throw new Error(JSON.stringify(muted.body));
};

test('who is muted writes nothing, whatever they may do else', async (t) => {
  const forum = await startForum(t);
  const permissions = ['posts.moderate', 'posts.purge', 'categories.manage', 'users.mute', 'threads.lock'];
  const mo = forum.auth.add({ rank: 50, permissions });
  const ada = forum.auth.add();
  const sectionId = await forum.newSection();
  const threadId = await forum.newThread(mo, sectionId);
  const { path: post } = await replyIn(forum, threadId, mo, 'A reply');
  const category = idOf(await forum.post('/content/categories', { as: mo, body: { title: 'Any' } }));
  await mute(forum, mo.userId);
  const place = { title: 'Another' };
  const writes = [
    ...deeds(sectionId).map(
      ([method, below, body]) => [method, `threads/${threadId}${below}`, body] as const,
    ),
    ['PATCH', `threads/${threadId}`, place],
    ['PATCH', post.slice('/content/'.length), { body: 'Text' }],
    ['DELETE', post.slice('/content/'.length)],
    ['PUT', `${post.slice('/content/'.length)}/purge`, {}],
    ['POST', 'categories', place],
    ['PATCH', `categories/${category}`, place],
    ['DELETE', `categories/${category}`],
    ['POST', `categories/${category}/sections`, place],
    ['PATCH', `sections/${sectionId}`, place],
    ['PUT', `users/${ada.userId}/mute`, { reason: 'You too' }],
    ['DELETE', `users/${ada.userId}/mute`],
  ] as const;
  for (const [method, path, body] of writes) {
    const refused = await forum.call(method, `/content/${path}`, { as: mo, ...(body && { body }) });
    t.is(refused.body.code, 'content.muted', `${method} ${path}`);
  }
  t.is((await forum.call('GET', `/content/threads/${threadId}`, { as: mo })).status, 200);
});

test('who is denied to moderate does not lock by a permission; who is denied to write changes nothing of their own', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const warden = forum.auth.add({ permissions: ['threads.lock'] });
  const section = await forum.newSection();
  const path = `/content/threads/${await forum.newThread(ada, section)}`;
  const lock = () => forum.call('PUT', `${path}/lock`, { as: warden, body: {} });
  t.is((await lock()).status, 204);
  const access = { moderate: { deny: [`user:${warden.userId}`] }, write: { deny: [`user:${ada.userId}`] } };
  await forum.call('PATCH', `/content/sections/${section}`, { as: forum.admin, body: { access } });
  t.is((await lock()).status, 403);
  t.is((await forum.call('DELETE', `${path}/lock`, { as: warden })).status, 403);
  const reply = { as: warden, body: { body: 'A reply' } };
  t.is((await forum.post(`${path}/posts`, reply)).body.code, 'content.thread-locked');
  await forum.call('DELETE', `${path}/lock`, { as: forum.admin });
  const own = [
    await forum.call('PATCH', path, { as: ada, body: { title: 'Another' } }),
    await forum.call('DELETE', path, { as: ada }),
  ];
  for (const refused of own) t.is(refused.body.code, 'content.not-yours');
});
