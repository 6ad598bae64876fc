import { until } from '@obey/test-servers';
import test from 'ava';
import { idOf, itemsOf, startForum } from './support/forum.js';

const nowhere = '0190d3a0-0000-7000-8000-000000000000';

test('a category, a section, a thread and a reply are created, read and listed', async (t) => {
  const forum = await startForum(t);
  const { admin } = forum;
  const ada = forum.auth.add();
  const category = await forum.post('/content/categories', {
    as: admin,
    body: { title: 'Science', description: 'All of it' },
  });
  t.is(category.status, 201);
  t.like(category.body, { title: 'Science', description: 'All of it', position: 0 });
  t.is(category.headers.get('Location'), `/content/categories/${idOf(category)}`);
  const path = `/content/categories/${idOf(category)}`;
  t.deepEqual((await forum.call('GET', path, { as: admin })).body, category.body);
  t.deepEqual((await forum.call('GET', '/content/categories', { as: admin })).body, {
    items: [category.body],
    next: null,
    previous: null,
  });

  const sections = `/content/categories/${idOf(category)}/sections`;
  const section = await forum.post(sections, { as: admin, body: { title: 'Physics', position: 3 } });
  t.like(section.body, { categoryId: idOf(category), title: 'Physics', description: '', position: 3 });
  t.deepEqual(
    (await forum.call('GET', `/content/sections/${idOf(section)}`, { as: admin })).body,
    section.body,
  );
  t.deepEqual(itemsOf(await forum.call('GET', sections, { as: admin })), [section.body]);
  const second = await forum.post(sections, { as: admin, body: { title: 'Biology' } });
  t.is(second.body.position, 4);

  const threads = `/content/sections/${idOf(section)}/threads`;
  const thread = await forum.post(threads, { as: ada, body: { title: 'Why, oh why?', body: '# Hello\n' } });
  t.is(thread.status, 201);
  t.like(thread.body, {
    sectionId: idOf(section),
    title: 'Why, oh why?',
    slug: 'why-oh-why',
    author: { id: ada.userId, nickname: 'ada' },
    postCount: 1,
    lock: null,
  });
  const read = { as: ada };
  t.deepEqual((await forum.call('GET', `/content/threads/${idOf(thread)}`, read)).body, thread.body);
  t.deepEqual(itemsOf(await forum.call('GET', threads, read)), [thread.body]);

  const posts = `/content/threads/${idOf(thread)}/posts`;
  const opening = await forum.get(`/content/posts/${thread.body.openingPostId}`);
  t.like(opening.body, { number: 1, body: '# Hello\n', replyTo: null, threadId: idOf(thread) });
  const reply = await forum.post(posts, { as: admin, body: { body: 'Because.', replyTo: idOf(opening) } });
  t.is(reply.status, 201);
  t.like(reply.body, { number: 2, body: 'Because.', replyTo: idOf(opening), author: { nickname: 'root' } });
  t.is(reply.headers.get('Location'), `/content/posts/${idOf(reply)}`);
  t.deepEqual(itemsOf(await forum.get(posts)), [opening.body, reply.body]);
  t.like((await forum.get(`/content/threads/${idOf(thread)}`)).body, {
    postCount: 2,
    lastActivityAt: reply.body.createdAt,
  });
});

test('a new thread and a reply tell what a listener needs, in the flow of their request', async (t) => {
  const forum = await startForum(t);
  const [ada, ben] = [forum.auth.add(), forum.auth.add({ nickname: 'ben' })];
  const sectionId = await forum.newSection();
  const thread = await forum.post(`/content/sections/${sectionId}/threads`, {
    as: ada,
    body: { title: 'Engines', body: 'Let us *begin*' },
    headers: { 'X-Correlation-Id': 'flow-1' },
  });
  const threadId = idOf(thread);
  const { openingPostId } = thread.body;
  const posts = `/content/threads/${threadId}/posts`;
  const own = await forum.post(posts, { as: ada, body: { body: 'I add', replyTo: openingPostId } });
  const other = await forum.post(posts, {
    as: ben,
    body: { body: '> begin\n\nWell **done**', replyTo: openingPostId },
    headers: { 'X-Correlation-Id': 'flow-2' },
  });
  await until('all is told', async () => (await forum.told()).length >= 4);
  const told = await forum.told();
  t.is(told.length, 4);
  const [created] = await forum.told('content.thread.created');
  t.like(created, {
    source: 'content',
    subject: threadId,
    correlationId: 'flow-1',
    data: { threadId, sectionId, title: 'Engines', authorId: ada.userId, postId: openingPostId },
  });
  const replied = await forum.told('content.thread.replied');
  t.deepEqual(
    new Set(replied.map(({ data }) => Reflect.get(Object(data), 'postId'))),
    new Set([idOf(own), idOf(other)]),
  );
  // Who answers themselves is not told that they were answered.
  const answered = await forum.told('content.post.replied');
  t.is(answered.length, 1);
  t.like(answered[0], {
    subject: threadId,
    correlationId: 'flow-2',
    data: {
      threadId,
      title: 'Engines',
      postId: idOf(other),
      number: 3,
      authorId: ben.userId,
      excerpt: 'Well done',
      repliedTo: { postId: openingPostId, authorId: ada.userId },
    },
  });
});

test('a post can reply only to a post of its thread', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const sectionId = await forum.newSection();
  const [one, other] = [await forum.newThread(ada, sectionId), await forum.newThread(ada, sectionId)];
  const { openingPostId } = (await forum.get(`/content/threads/${other}`)).body;
  for (const replyTo of [openingPostId, nowhere]) {
    const refused = await forum.post(`/content/threads/${one}/posts`, {
      as: ada,
      body: { body: 'x', replyTo },
    });
    t.is(refused.status, 422);
    t.like(refused.body, { code: 'content.reply-elsewhere', errors: [{ pointer: '/replyTo' }] });
  }
  t.is(itemsOf(await forum.get(`/content/threads/${one}/posts`)).length, 1);
});

test('what is not there is 404, to read, to list and to write in', async (t) => {
  const forum = await startForum(t);
  const { admin } = forum;
  for (const [kind, children] of [
    ['categories', 'sections'],
    ['sections', 'threads'],
    ['threads', 'posts'],
  ]) {
    t.is((await forum.get(`/content/${kind}/${nowhere}`)).status, 404);
    t.is((await forum.get(`/content/${kind}/${nowhere}/${children}`)).status, 404);
    const body = children === 'sections' ? { title: 'Any' } : { body: 'Any' };
    const title = children === 'threads' ? { title: 'Any' } : {};
    const path = `/content/${kind}/${nowhere}/${children}`;
    t.is((await forum.post(path, { as: admin, body: { ...body, ...title } })).status, 404);
  }
  t.is((await forum.get(`/content/posts/${nowhere}`)).status, 404);
  t.is((await forum.call('PUT', `/content/threads/${nowhere}/lock`, { as: admin, body: {} })).status, 404);
});

test('bodies that do not fit, and operators where text belongs, are refused', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const sectionId = await forum.newSection();
  const path = `/content/sections/${sectionId}/threads`;
  const fitting = { title: 'A title', body: 'Text' };
  for (const body of [
    { ...fitting, title: { $gt: '' } },
    { ...fitting, body: { $where: '1' } },
    { ...fitting, title: 'ab' },
    { ...fitting, title: 'x'.repeat(201) },
    { ...fitting, title: ' padded ' },
    { ...fitting, title: 'two\nlines' },
    { ...fitting, body: '' },
    { ...fitting, body: ' \n ' },
    { ...fitting, body: 'x'.repeat(32_769) },
    { ...fitting, pinned: true },
    { title: 'A title' },
    [],
  ]) {
    const refused = await forum.post(path, { as: ada, body });
    t.is(refused.status, 422, JSON.stringify(body).slice(0, 80));
  }
  t.is((await forum.get('/content/threads/[$ne]')).status, 422);
  t.is((await forum.get(`${path}?limit[$gt]=1`)).status, 422);
  t.is((await forum.get(`${path}?limit=101`)).status, 422);
  t.is((await forum.post(path, { as: ada, body: { ...fitting, body: 'x'.repeat(32_768) } })).status, 201);
  t.is(itemsOf(await forum.get(path)).length, 1);
});
