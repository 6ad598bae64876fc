import { createHash } from 'node:crypto';
import type { ExecutionContext } from 'ava';
import test from 'ava';
import { type Forum, idOf, itemsOf, type Reply, startForum } from './support/forum.js';

const ids = (reply: Reply) => itemsOf(reply).map(({ id }) => String(id));

/** Follows `next` (or `previous`) to the end; between two pages, somebody else may write. */
const walk = async (
  forum: Forum,
  path: string,
  limit: number,
  meanwhile: () => Promise<unknown> = async () => {},
) => {
  const pages: Reply[] = [];
  let cursor = '';
  do {
    const page = await forum.get(`${path}?limit=${limit}${cursor}`);
    if (page.status !== 200) throw new Error(JSON.stringify(page.body));
    pages.push(page);
    cursor = typeof page.body.next === 'string' ? `&cursor=${page.body.next}` : '';
    if (cursor !== '') await meanwhile();
  } while (cursor !== '');
  return pages;
};

const backwards = async (t: ExecutionContext, forum: Forum, path: string, limit: number, pages: Reply[]) => {
  let page = pages.at(-1);
  for (const expected of pages.slice(0, -1).reverse()) {
    page = await forum.get(`${path}?limit=${limit}&cursor=${page?.body.previous}`);
    t.deepEqual(ids(page), ids(expected));
    t.is(typeof page.body.next, 'string');
  }
  t.is(page?.body.previous, null);
};

test('categories and sections are listed by position and then by id, in pages both ways', async (t) => {
  const forum = await startForum(t);
  const create = async (path: string, position: number) =>
    idOf(await forum.post(path, { as: forum.admin, body: { title: 'Any', position } }));
  const path = '/content/categories';
  const [third = '', fourth = ''] = [await create(path, 5), await create(path, 5)].sort();
  const first = await create(path, 0);
  const second = await create(path, 1);
  const pages = await walk(forum, path, 3);
  t.deepEqual(pages.map(ids), [[first, second, third], [fourth]]);
  await backwards(t, forum, path, 3, pages);

  const sections = `${path}/${first}/sections`;
  const made: string[] = [];
  for (const position of [2, 2, 2, 2, 2]) made.push(await create(sections, position));
  await create(`${path}/${second}/sections`, 0);
  const sectionPages = await walk(forum, sections, 2);
  t.deepEqual(sectionPages.flatMap(ids), made.sort());
  await backwards(t, forum, sections, 2, sectionPages);
});

test('posts come by number, none twice and none left out, while others write', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const path = `/content/threads/${await forum.newThread(ada)}/posts`;
  const reply = () => forum.post(path, { as: ada, body: { body: 'Text' } });
  for (let index = 0; index < 9; index += 1) await reply();
  let more = 6;
  const pages = await walk(forum, path, 4, async () => {
    more -= 1;
    if (more >= 0) await reply();
  });
  const numbers = pages.flatMap((page) => itemsOf(page).map(({ number }) => number));
  t.true(numbers.length > 10);
  t.deepEqual(
    numbers,
    numbers.map((_, index) => index + 1),
  );
  await backwards(t, forum, path, 4, pages);
});

test('threads come by their last activity; none comes twice, and none that stayed is left out, while others write', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const sectionId = await forum.newSection();
  const path = `/content/sections/${sectionId}/threads`;
  const threads: string[] = [];
  for (let index = 0; index < 9; index += 1) threads.unshift(await forum.newThread(ada, sectionId));
  t.deepEqual((await walk(forum, path, 4)).flatMap(ids), threads);
  await backwards(t, forum, path, 4, await walk(forum, path, 4));

  // Between the pages, the oldest that is left and the very first become active, and a new one appears.
  const moved = new Set<string>();
  const pages = await walk(forum, path, 2, async () => {
    const [oldest, newest] = [threads[threads.length - 1 - (moved.size % 3)], threads[0]];
    for (const id of [oldest, newest]) {
      if (id === undefined) continue;
      moved.add(id);
      await forum.post(`/content/threads/${id}/posts`, { as: ada, body: { body: 'Up' } });
    }
    await forum.newThread(ada, sectionId);
  });
  const seen = pages.flatMap(ids);
  t.is(new Set(seen).size, seen.length);
  for (const id of threads) t.true(seen.includes(id) || moved.has(id), id);
  t.is(ids(await forum.get(`${path}?limit=100`)).length, 9 + pages.length - 1);
});

test('a broken or foreign cursor is refused', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const sectionId = await forum.newSection();
  const [one, other] = [await forum.newThread(ada, sectionId), await forum.newThread(ada, sectionId)];
  for (const id of [one, other])
    await forum.post(`/content/threads/${id}/posts`, { as: ada, body: { body: 'Text' } });
  const next = String((await forum.get(`/content/threads/${one}/posts?limit=1`)).body.next);
  t.is((await forum.get(`/content/threads/${one}/posts?cursor=${next}`)).status, 200);
  t.is((await forum.get(`/content/threads/${other}/posts?cursor=${next}`)).status, 422);
  t.is((await forum.get(`/content/threads/${one}/posts?cursor=rubbish`)).status, 422);

  // What stands in a cursor can be forged: other types, or times that are none.
  const threads = `/content/sections/${sectionId}/threads`;
  const cursor = String((await forum.get(`${threads}?limit=1`)).body.next);
  const parts: unknown[] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  for (const place of [['text', one], [1e300, one], [0, 7], [0], [true, one]]) {
    const forged = Buffer.from(JSON.stringify([...parts.slice(0, 2), ...place])).toString('base64url');
    const { status } = await forum.get(`${threads}?cursor=${forged}`);
    t.is(status, 422, JSON.stringify(place));
  }

  // Whoever reads how its sum is made can make one that fits.
  const fitting = (of: string, place: readonly unknown[]) => {
    const sum = createHash('sha256')
      .update(`${JSON.stringify(of)}\n${JSON.stringify(place)}`)
      .digest('base64url');
    return Buffer.from(JSON.stringify([sum.slice(0, 12), ...place])).toString('base64url');
  };
  const categories = async (place: readonly unknown[]) =>
    (await forum.get(`/content/categories?cursor=${fitting('categories', place)}`)).status;
  t.is(await categories([1, 0, one]), 200);
  for (const place of [['text', one], [0, 7], [0], [0, one, one], [true, one]])
    t.is(await categories([1, ...place]), 422, JSON.stringify(place));
});
