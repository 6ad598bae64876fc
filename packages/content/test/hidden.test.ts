import { newId } from '@obey/choreography';
import type { User } from '@obey/contracts';
import test from 'ava';
import { idOf, itemsOf, startForum } from './support/forum.js';
import { startObserved } from './support/observed.js';

test('what is in a section for staff is nowhere to be found by others, and everywhere by staff', async (t) => {
  const forum = await startForum(t);
  const [ada, boss] = [forum.auth.add(), forum.auth.add({ permissions: ['access.staff'] })];
  const mo = forum.auth.add({ permissions: ['posts.moderate'] });
  const category = idOf(await forum.post('/content/categories', { as: forum.admin, body: { title: 'Any' } }));
  const sections = `/content/categories/${category}/sections`;
  const access = { read: { allow: ['permission:access.staff'] } };
  const sectionId = idOf(await forum.post(sections, { as: forum.admin, body: { title: 'Staff', access } }));
  const thread = { title: 'Among us', body: 'Text' };
  const created = await forum.post(`/content/sections/${sectionId}/threads`, { as: boss, body: thread });
  const threadId = idOf(created);
  const other = forum.auth.add({ permissions: ['access.staff'] });
  const posts = `/content/threads/${threadId}/posts`;
  const postId = idOf(await forum.post(posts, { as: other, body: { body: 'Yes' } }));

  const singles = [
    `/content/sections/${sectionId}`,
    `/content/sections/${sectionId}/threads`,
    `/content/threads/${threadId}`,
    posts,
    `/content/posts/${postId}`,
    String(created.body.permalink),
    `/content/permalinks/old/words/${threadId}`,
    `/content/threads/${threadId}/subscription`,
  ];
  const lists = [sections, '/content/threads', '/content/unread'];
  const status = async (path: string, as?: User) => (await forum.call('GET', path, as ? { as } : {})).status;
  const shown = async (path: string, as: User) =>
    itemsOf(await forum.call('GET', path, { as })).filter(({ id }) => id === sectionId || id === threadId)
      .length;
  for (const path of singles) {
    for (const as of [ada, mo]) t.is(await status(path, as), 404, path);
    t.true([404, 401].includes(await status(path)), path);
    t.is(await status(path, boss), path.includes('/old/') ? 301 : 200, path);
  }
  for (const path of lists) {
    for (const as of [ada, mo]) t.is(await shown(path, as), 0, path);
    t.is(await shown(path, boss), 1, path);
  }

  const writes = [
    ['PUT', `/content/threads/${threadId}/subscription`, { level: 'watching' }],
    ['PUT', `/content/threads/${threadId}/read`, { number: 1 }],
    ['PATCH', `/content/threads/${threadId}`, { title: 'Mine now' }],
    ['PUT', `/content/threads/${threadId}/pin`, undefined],
    ['PUT', `/content/threads/${threadId}/section`, { sectionId }],
    ['DELETE', `/content/threads/${threadId}`, undefined],
    ['PUT', `/content/threads/${threadId}/restore`, undefined],
    ['POST', posts, { body: 'Text' }],
  ] as const;
  for (const [method, path, body] of writes)
    t.is((await forum.call(method, path, { as: mo, body })).status, 404, `${method} ${path}`);
});

test('who follows a thread and may not read it any more finds it in no list, and its count not either', async (t) => {
  const forum = await startForum(t);
  const [ada, ben] = [forum.auth.add(), forum.auth.add()];
  const sectionId = await forum.newSection();
  const threadId = await forum.newThread(ada, sectionId);
  await forum.post(`/content/threads/${threadId}/posts`, { as: ben, body: { body: 'Text' } });
  const unread = async () => itemsOf(await forum.call('GET', '/content/unread', { as: ada })).length;
  t.is(await unread(), 1);
  const access = { read: { allow: ['permission:access.staff'] } };
  const closed = await forum.call('PATCH', `/content/sections/${sectionId}`, {
    as: forum.admin,
    body: { access },
  });
  t.is(closed.status, 200);
  t.is(await unread(), 0);
  t.deepEqual(itemsOf(await forum.call('GET', '/content/threads', { as: ada })), []);
});

test('what is hidden is looked for by as many queries as what is not there', async (t) => {
  const forum = await startForum(t);
  const observed = await startObserved(forum);
  const boss = forum.auth.add({ permissions: ['access.staff', 'posts.moderate'] });
  const section = await forum.newSection();
  const access = { read: { allow: ['permission:access.staff'] } };
  await forum.call('PATCH', `/content/sections/${section}`, { as: forum.admin, body: { access } });
  const thread = await forum.newThread(boss, section);
  const { openingPostId } = (await forum.call('GET', `/content/threads/${thread}`, { as: boss })).body;
  const asked = async (path: string) => {
    const statuses: number[] = [];
    const commands = await observed.during(async () => {
      statuses.push((await observed.get(path)).status);
    });
    t.deepEqual(statuses, [404], path);
    return commands.map((command) => Object.entries(command)[0]);
  };
  for (const [kind, id] of [
    ['threads', thread],
    ['posts', openingPostId],
    ['sections', section],
  ]) {
    const hidden = await asked(`/content/${kind}/${id}`);
    t.is(hidden.length, 1);
    t.deepEqual(hidden, await asked(`/content/${kind}/${newId()}`));
  }
});
