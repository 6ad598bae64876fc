import test from 'ava';
import { createClient, everyItem, type Place } from '../src/index.js';
import { json, startServer } from './support/forum.js';

const pages: Record<string, object> = {
  '': { items: [{ id: '1' }, { id: '2' }], next: 'b', previous: null },
  b: { items: [], next: 'c', previous: 'a' },
  c: { items: [{ id: '3' }], next: null, previous: 'b' },
};

const startLists = async (t: Parameters<typeof startServer>[0]) => {
  const server = await startServer(t, ({ path }, response) =>
    json(response, 200, pages[new URL(path, 'http://x').searchParams.get('cursor') ?? '']),
  );
  const { content } = createClient({ baseUrl: server.url });
  const list = (place: Place) => content.listThreads({ params: { query: { limit: 2, ...place } } });
  return { ...server, list };
};

test('every item of a list comes once, over all its pages, empty ones too', async (t) => {
  const { list, seen } = await startLists(t);
  const ids: string[] = [];
  for await (const { id } of everyItem(list)) ids.push(id);
  t.deepEqual(ids, ['1', '2', '3']);
  t.is(seen.length, 3);
});

test('a page is fetched only when it is needed', async (t) => {
  const { list, seen } = await startLists(t);
  for await (const { id } of everyItem(list)) if (id === '2') break;
  t.is(seen.length, 1);
});
