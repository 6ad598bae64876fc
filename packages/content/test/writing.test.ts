import { until } from '@obey/test-servers';
import test from 'ava';
import { databaseOf } from './support/filling.js';
import { idOf, itemsOf, startForum } from './support/forum.js';
import { knownUsers, replyIn, said, toldOf } from './support/posting.js';

test('a post mentions users by the names that they have when it is read', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const [ben, cleo] = await knownUsers(t, forum, [{ nickname: 'ben' }, { nickname: 'Cleo of Egypt' }]);
  if (!ben || !cleo) return t.fail();
  const threadId = await forum.newThread(ada);
  const body = 'Hello @Ben, *hello* @"cleo of egypt" & @nobody\n\n<script>';
  const { path, body: posted } = await replyIn(forum, threadId, ada, body);
  const marker = (id: string, name: string) => `<a class="mention" data-user-id="${id}">@${name}</a>`;
  const htmlWith = (name: string) =>
    `<p>Hello ${marker(ben.userId, name)}, <em>hello</em> ${marker(cleo.userId, 'Cleo of Egypt')} &amp; @nobody</p>\n<p>&lt;script&gt;</p>\n`;
  t.is(posted.body, 'Hello @ben, *hello* @"Cleo of Egypt" & @nobody\n\n<script>');
  t.is(posted.html, htmlWith('ben'));
  const stored = await (await databaseOf(t, forum)).collection('posts').findOne({ number: 2 });
  t.is(stored?.body, `Hello @[${ben.userId}], *hello* @"[${cleo.userId}]" & @nobody\n\n<script>`);

  await forum.auth.change(ben, { nickname: 'Big <Ben>' });
  await until(
    'the new name is shown',
    async () => (await forum.get(path)).body.html === htmlWith('Big &lt;Ben&gt;'),
  );
  t.is(
    (await forum.get(path)).body.body,
    'Hello @"Big <Ben>", *hello* @"Cleo of Egypt" & @nobody\n\n<script>',
  );
  t.deepEqual(
    itemsOf(await forum.get(`/content/threads/${threadId}/posts`))[1],
    (await forum.get(path)).body,
  );
});

test('who is mentioned is told once, but not oneself, nor in quotes, nor who may not read it', async (t) => {
  const forum = await startForum(t);
  const [ada, ben, cleo, dan] = await knownUsers(t, forum, [
    { nickname: 'ada' },
    { nickname: 'ben', permissions: ['access.staff'] },
    { nickname: 'cleo' },
    { nickname: 'dan', permissions: ['access.staff'], banned: true },
  ]);
  if (!ada || !ben || !cleo || !dan) return t.fail();
  const open = await forum.newThread(ada);
  const body = '@ben, @BEN and @"ben", says @ada\n\n> @cleo wrote in #1:\n> The opening post';
  const { id } = await replyIn(forum, open, ada, body);

  const category = idOf(await forum.post('/content/categories', { as: forum.admin, body: { title: 'Any' } }));
  const staffed = {
    title: 'Staff',
    access: { read: { allow: ['permission:access.staff', `user:${ada.userId}`] } },
  };
  const section = idOf(
    await forum.post(`/content/categories/${category}/sections`, { as: forum.admin, body: staffed }),
  );
  const opened = await forum.post(`/content/sections/${section}/threads`, {
    as: ada,
    body: { title: 'In private', body: 'Not for @cleo and @dan, but for **@ben**' },
    headers: { 'X-Correlation-Id': 'flow-1' },
  });
  t.is(opened.status, 201);
  await toldOf(forum, 'content.thread.created', 2);

  const told = await toldOf(forum, 'content.user.mentioned', 2);
  t.deepEqual(said(told, 'userId'), [ben.userId, ben.userId]);
  const inReply = told.find(({ subject }) => subject === open);
  t.like(inReply?.data, {
    threadId: open,
    title: 'A thread',
    postId: id,
    number: 2,
    authorId: ada.userId,
    excerpt: '@ben, @ben and @ben, says @ada',
  });
  const inOpening = told.find(({ subject }) => subject === idOf(opened));
  t.is(inOpening?.correlationId, 'flow-1');
  t.like(inOpening?.data, {
    postId: opened.body.openingPostId,
    number: 1,
    excerpt: 'Not for @cleo and @dan, but for @ben',
    readableBy: { allow: ['permission:access.staff', `user:${ada.userId}`], deny: [] },
  });
  t.deepEqual(said(await forum.told('content.thread.replied'), 'excerpt'), [
    '@ben, @ben and @ben, says @ada',
  ]);
});

test('of a hundred users whom a post names, the first fifty are mentioned, each told once', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const users = await knownUsers(
    t,
    forum,
    Array.from({ length: 100 }, (_, at) => ({ nickname: `user-${at}` })),
  );
  const threadId = await forum.newThread(ada);
  const { body } = await replyIn(forum, threadId, ada, users.map(({ nickname }) => `@${nickname}`).join(' '));
  t.is(String(body.html).split('class="mention"').length - 1, 50);
  await toldOf(forum, 'content.user.mentioned', 50);
  // What comes after has been told after all of them.
  await replyIn(forum, threadId, ada, 'And that is that');
  await toldOf(forum, 'content.thread.replied', 2);
  t.deepEqual(
    said(await forum.told('content.user.mentioned'), 'userId').sort(),
    users
      .slice(0, 50)
      .map(({ userId }) => userId)
      .sort(),
  );
});

test('while Redis is away, who writes a name is asked to come again, and others go on writing', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const [ben] = await knownUsers(t, forum, [{ nickname: 'ben' }]);
  const threadId = await forum.newThread(ada);
  const { path } = await replyIn(forum, threadId, ada, 'Hello @ben');
  await forum.redis.kill();
  const posts = `/content/threads/${threadId}/posts`;
  const refused = await forum.post(posts, { as: ada, body: { body: 'Are you there, @ben?' } });
  t.is(refused.status, 503);
  t.is(refused.body.code, 'content.names-unknown');
  t.regex(refused.headers.get('Retry-After') ?? '', /^\d+$/);
  t.is((await forum.post(posts, { as: ada, body: { body: 'Write to ada@example.org' } })).status, 201);
  t.is((await forum.get(path)).body.body, 'Hello @ben');
  await forum.redis.restart();
  await until('names are found again', async () => {
    const reply = await forum.post(posts, { as: ada, body: { body: '@ben!' } });
    return reply.status === 201 && String(reply.body.html).includes(String(ben?.userId));
  });
});

test('a text is at most 32 KiB of UTF-8', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const posts = `/content/threads/${await forum.newThread(ada)}/posts`;
  const write = (body: string) => forum.post(posts, { as: ada, body: { body } });
  t.is((await write('é'.repeat(16_384))).status, 201);
  const refused = await write(`${'é'.repeat(16_384)}!`);
  t.is(refused.status, 422);
  t.like(refused.body, { code: 'content.body-too-long', errors: [{ in: 'body', pointer: '/body' }] });
});
