import test from 'ava';
import { idOf, startForum } from './support/forum.js';

test('a permalink with old words leads to the present one, also after a rename and a move', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add({ permissions: ['posts.moderate'] });
  const category = idOf(await forum.post('/content/categories', { as: forum.admin, body: { title: 'Any' } }));
  const newSection = async (title: string, access = {}) =>
    idOf(
      await forum.post(`/content/categories/${category}/sections`, {
        as: forum.admin,
        body: { title, access },
      }),
    );
  const [here, there] = [await newSection('Кофе и чай'), await newSection('!!!')];
  const body = { title: 'Grüne Tees: 緑茶?', body: 'Text' };
  const created = await forum.post(`/content/sections/${here}/threads`, { as: ada, body });
  const id = idOf(created);
  const words = (section: string, slug: string) =>
    `/content/permalinks/${encodeURIComponent(section)}/${encodeURIComponent(slug)}/${id}`;
  const first = words('кофе-и-чаи', 'grune-tees-緑茶');
  t.is(created.body.permalink, first);
  const read = (path: string, as = ada) => forum.call('GET', path, { as });
  t.like((await read(first)).body, { id, title: body.title });
  t.is((await forum.get(first)).status, 200);

  await forum.call('PATCH', `/content/threads/${id}`, { as: ada, body: { title: 'Black tea' } });
  const renamed = words('кофе-и-чаи', 'black-tea');
  for (const path of [first, words('anything', 'black-tea'), `/content/permalinks/x/%FF/${id}`]) {
    const moved = await read(path);
    t.is(moved.status, 301, path);
    t.is(moved.headers.get('location'), renamed);
    t.is(moved.headers.get('cache-control'), 'private, no-cache');
  }
  const sectionId = there;
  await forum.call('PUT', `/content/threads/${id}/section`, { as: ada, body: { sectionId } });
  t.is((await read(renamed)).headers.get('location'), words('section', 'black-tea'));
  t.is((await read(words('section', 'black-tea'))).status, 200);

  const staff = await newSection('Staff', { read: { allow: [`user:${ada.userId}`] } });
  await forum.call('PUT', `/content/threads/${id}/section`, { as: ada, body: { sectionId: staff } });
  for (const path of [words('staff', 'black-tea'), renamed, first]) t.is((await forum.get(path)).status, 404);
  t.is((await read(words('staff', 'black-tea'))).status, 200);
});
