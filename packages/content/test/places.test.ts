import { isAllowed } from '@obey/contracts';
import { until } from '@obey/test-servers';
import test from 'ava';
import { idOf, itemsOf, startForum } from './support/forum.js';

test('categories and sections are changed, ordered anew, moved, hidden and brought back', async (t) => {
  const forum = await startForum(t);
  const as = forum.admin;
  const [first, second] = [
    idOf(await forum.post('/content/categories', { as, body: { title: 'First' } })),
    idOf(await forum.post('/content/categories', { as, body: { title: 'Second' } })),
  ];
  const changed = await forum.call('PATCH', `/content/categories/${first}`, {
    as,
    body: { title: 'Later', position: 9 },
  });
  t.is(changed.status, 200);
  t.is(changed.headers.get('etag'), '"2"');
  const titles = async () => itemsOf(await forum.get('/content/categories')).map(({ title }) => title);
  t.deepEqual(await titles(), ['Second', 'Later']);

  const sections = (category: string) => `/content/categories/${category}/sections`;
  const section = idOf(await forum.post(sections(first), { as, body: { title: 'A section' } }));
  const ada = forum.auth.add();
  const thread = await forum.newThread(ada, section);
  const moved = await forum.call('PATCH', `/content/sections/${section}`, {
    as,
    body: { categoryId: second },
  });
  t.like(moved.body, { categoryId: second, version: 2 });
  t.deepEqual(itemsOf(await forum.get(sections(first))), []);

  t.is((await forum.call('DELETE', `/content/categories/${second}`, { as })).status, 204);
  t.deepEqual(await titles(), ['Later']);
  for (const path of [`/content/sections/${section}`, `/content/threads/${thread}`, sections(second)])
    t.is((await forum.get(path)).status, 404, path);
  t.is((await forum.post(`/content/threads/${thread}/posts`, { as: ada, body: { body: 'x' } })).status, 404);
  t.is((await forum.call('GET', `/content/categories/${second}`, { as })).body.state, 'deleted');
  t.is((await forum.call('PUT', `/content/categories/${second}/restore`, { as })).status, 204);
  t.is((await forum.get(`/content/threads/${thread}`)).status, 200);

  t.is((await forum.call('DELETE', `/content/sections/${section}`, { as })).status, 204);
  t.is((await forum.get(`/content/threads/${thread}`)).status, 404);
  t.is((await forum.call('PUT', `/content/sections/${section}/restore`, { as })).status, 204);
  t.is((await forum.get(`/content/threads/${thread}`)).status, 200);
});

test('the rules of a place are shown to who manages places; others learn what is theirs to do', async (t) => {
  const forum = await startForum(t);
  const as = forum.admin;
  const ada = forum.auth.add();
  const staff = forum.auth.add({ permissions: ['access.staff'] });
  const access = {
    write: { deny: [`user:${ada.userId}`] },
    moderate: { allow: ['permission:access.staff'] },
  };
  const made = await forum.post('/content/categories', { as, body: { title: 'Any', access } });
  t.like(made.body, { access, mayWrite: true, mayModerate: false });
  const category = `/content/categories/${idOf(made)}`;
  const inside = await forum.post(`${category}/sections`, { as, body: { title: 'A section' } });
  t.like(inside.body, { access: {}, mayWrite: true, mayModerate: false });
  const section = `/content/sections/${idOf(inside)}`;
  const changed = await forum.call('PATCH', section, { as, body: { access, title: 'Another' } });
  t.like(changed.body, { access, mayWrite: true });

  const rights = [
    [undefined, { access: null, mayWrite: false, mayModerate: false }],
    [ada, { access: null, mayWrite: false, mayModerate: false }],
    [staff, { access: null, mayWrite: true, mayModerate: true }],
    [as, { access, mayWrite: true, mayModerate: false }],
  ] as const;
  for (const [viewer, shown] of rights) {
    const get = (path: string) => forum.call('GET', path, viewer && { as: viewer });
    for (const path of [category, section]) t.like((await get(path)).body, shown, path);
    for (const list of ['/content/categories', `${category}/sections`])
      t.like(itemsOf(await get(list)), [shown], list);
  }
});

test('of two changes with one ETag one is made; what is so already keeps its version; others may not', async (t) => {
  const forum = await startForum(t);
  const as = forum.admin;
  const category = idOf(await forum.post('/content/categories', { as, body: { title: 'Any' } }));
  const path = `/content/categories/${category}`;
  const headers = { 'If-Match': '"1"' };
  const answers = await Promise.all(
    ['One', 'Two', 'Three'].map((title) => forum.call('PATCH', path, { as, body: { title }, headers })),
  );
  t.deepEqual(answers.map(({ status }) => status).sort(), [200, 412, 412]);
  const { title } = (await forum.get(path)).body;
  t.is((await forum.call('PATCH', path, { as, body: { title } })).body.version, 2);
  const both = await Promise.all(
    [{ title: 'New' }, { description: 'Newer' }].map((body) => forum.call('PATCH', path, { as, body })),
  );
  t.deepEqual(
    both.map(({ status }) => status),
    [200, 200],
  );
  t.like((await forum.get(path)).body, { title: 'New', description: 'Newer', version: 4 });

  const ada = forum.auth.add();
  t.is((await forum.call('PATCH', path, { as: ada, body: { title: 'Mine' } })).status, 403);
  t.is((await forum.call('DELETE', path, { as: ada })).status, 403);
  t.is((await forum.call('DELETE', path, { as, headers })).status, 412);
  t.is((await forum.call('PUT', `${path}/restore`, { as, headers })).status, 412);
  t.is((await forum.call('PATCH', path, { as, body: { access: { read: { allow: ['all'] } } } })).status, 422);
});

test('a section for some is not there for others: not in lists, not by id, nor is what is in it', async (t) => {
  const forum = await startForum(t);
  const as = forum.admin;
  const section = await forum.newSection();
  const ada = forum.auth.add({ permissions: ['access.staff'] });
  const ben = forum.auth.add({ nickname: 'ben' });
  const thread = await forum.newThread(ada, section);
  const access = { read: { allow: ['permission:access.staff'] } };
  const { body } = await forum.call('PATCH', `/content/sections/${section}`, { as, body: { access } });
  const post = itemsOf(await forum.call('GET', `/content/threads/${thread}/posts`, { as: ada }))[0]?.id;
  const inList = `/content/categories/${body.categoryId}/sections`;
  for (const path of [
    `/content/sections/${section}`,
    `/content/sections/${section}/threads`,
    `/content/threads/${thread}`,
    `/content/threads/${thread}/posts`,
    `/content/posts/${post}`,
  ]) {
    t.is((await forum.call('GET', path, { as: ada })).status, 200, path);
    t.is((await forum.call('GET', path, { as: ben })).status, 404, path);
    t.is((await forum.get(path)).status, 404, path);
  }
  t.is(itemsOf(await forum.get(inList)).length, 0);
  t.is(itemsOf(await forum.call('GET', inList, { as: ada })).length, 1);
  const reply = { as: ben, body: { body: 'Let me in' } };
  t.is((await forum.post(`/content/threads/${thread}/posts`, reply)).status, 404);
  t.is((await forum.post(`/content/threads/${thread}/posts`, { ...reply, as: ada })).status, 201);
  await until('the reply is told', async () => (await forum.told('content.thread.replied')).length === 1);
  t.like((await forum.told('content.thread.replied'))[0], {
    data: { readableBy: { allow: ['permission:access.staff'], deny: [] } },
  });
});

test('a place may deny as many as a category and a section have room for, and is told of', async (t) => {
  const forum = await startForum(t);
  const as = forum.admin;
  const mo = forum.auth.add({ permissions: ['posts.moderate', 'posts.purge'] });
  const others = () => Array.from({ length: 50 }, () => `user:${forum.auth.add().userId}`);
  const access = () => ({ read: { deny: others() }, moderate: { deny: others() } });
  const made = async (path: string) =>
    idOf(await forum.post(path, { as, body: { title: 'A', access: access() } }));
  const category = await made('/content/categories');
  const section = await made(`/content/categories/${category}/sections`);
  const thread = await forum.newThread(mo, section);
  const path = `/content/threads/${thread}`;
  const reply = await forum.post(`${path}/posts`, { as: mo, body: { body: 'Text' } });
  t.is(reply.status, 201);
  t.is((await forum.call('DELETE', path, { as: mo })).status, 204);
  const purged = await forum.call('PUT', `/content/posts/${idOf(reply)}/purge`, { as: mo, body: {} });
  t.is(purged.status, 204);
  await until('all is told', async () => (await forum.told('content.post.deleted')).length === 1);
  const [deleted] = await forum.told('content.post.deleted');
  const moderators = Reflect.get(Object(deleted?.data), 'readableBy');
  t.is(moderators.deny.length, 200);

  const [replied] = await forum.told('content.thread.replied');
  const readers = Reflect.get(Object(replied?.data), 'readableBy');
  t.is(readers.deny.length, 100);
  t.true(isAllowed(readers, as));
});

test('who may read may still not write, and a bad token does not show what strangers see', async (t) => {
  const forum = await startForum(t);
  const section = await forum.newSection();
  const ada = forum.auth.add();
  const access = { write: { allow: ['rank:50'] } };
  await forum.call('PATCH', `/content/sections/${section}`, { as: forum.admin, body: { access } });
  const body = { title: 'A thread', body: 'Text' };
  const refused = await forum.post(`/content/sections/${section}/threads`, { as: ada, body });
  t.is(refused.status, 403);
  t.is(refused.body.code, 'content.read-only');
  t.is((await forum.post(`/content/sections/${section}/threads`, { as: forum.admin, body })).status, 201);
  const headers = { Authorization: 'Bearer x' };
  t.is((await forum.call('GET', `/content/sections/${section}`, { headers })).status, 401);
});
