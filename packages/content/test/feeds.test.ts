import test from 'ava';
import { latestThreads } from '../src/feeds.js';
import { openCollections } from '../src/store.js';
import { actingBetween } from './support/between.js';
import { databaseOf, threadsIn } from './support/filling.js';
import { idOf, itemsOf, type Reply, startForum } from './support/forum.js';
import { startObserved } from './support/observed.js';
import { explained } from './support/reads.js';

const cursorOf = ({ body: { next } }: Reply): string => {
  if (typeof next !== 'string') throw new Error(`There is no next page: ${JSON.stringify(next)}`);
  return next;
};

const at = (seconds: number) => new Date(1_700_000_000_000 + seconds * 1_000);

test('the feed shows the latest threads of all sections that one may read', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const category = idOf(await forum.post('/content/categories', { as: forum.admin, body: { title: 'Any' } }));
  const newSection = async (title: string, access = {}) => {
    const sent = { as: forum.admin, body: { title, access } };
    return idOf(await forum.post(`/content/categories/${category}/sections`, sent));
  };
  const open = await newSection('Open');
  const staff = await newSection('Staff', { read: { allow: ['permission:access.staff'] } });
  const boss = forum.auth.add({ permissions: ['access.staff'] });
  const [older, secret, newer] = [
    await forum.newThread(ada, open),
    await forum.newThread(boss, staff),
    await forum.newThread(ada, await forum.newSection()),
  ];
  const feed = async (query = '', as = ada) => {
    const page = await forum.call('GET', `/content/threads${query}`, { as });
    return { page, ids: itemsOf(page).map(({ id }) => id) };
  };
  t.deepEqual((await feed()).ids, [newer, older]);
  t.deepEqual((await feed('', boss)).ids, [newer, secret, older]);
  t.deepEqual(
    itemsOf(await forum.get('/content/threads')).map(({ id }) => id),
    [newer, older],
  );

  const { page } = await feed('?limit=1', boss);
  // A new section does not make the cursor one of another list.
  await newSection('Newest');
  t.deepEqual((await feed(`?limit=1&cursor=${cursorOf(page)}`, boss)).ids, [secret]);
  t.deepEqual((await feed(`?limit=1&cursor=${cursorOf(page)}`)).ids, [older]);
});

test('however much is hidden, the feed reads what is on the page, and a little of each section that one sees', async (t) => {
  const forum = await startForum(t);
  const observed = await startObserved(forum);
  const database = await databaseOf(t, forum);
  const threads = database.collection<ReturnType<typeof threadsIn>[number]>('threads');
  const sections: string[] = [];
  for (let index = 0; index < 6; index += 1) sections.push(await forum.newSection());
  const [hidden = '', deleted = '', ...open] = sections;
  await forum.call('PATCH', `/content/sections/${hidden}`, {
    as: forum.admin,
    body: { access: { read: { allow: ['permission:access.staff'] } } },
  });
  await forum.call('DELETE', `/content/sections/${deleted}`, { as: forum.admin });
  const newest = Array.from({ length: 1_000 }, (_, index) => ({ lastActivityAt: at(9_000 + index) }));
  await threads.insertMany([...threadsIn(hidden, newest), ...threadsIn(deleted, newest)]);
  const seen = threadsIn(
    '',
    Array.from({ length: 400 }, (_, index) => ({
      sectionId: open[index % 4] ?? '',
      lastActivityAt: at(8_000 - (index % 200)),
    })),
  );
  await threads.insertMany(seen);

  const ids: unknown[] = [];
  let query = '?limit=40';
  for (let page = 0; page < 3; page += 1) {
    const replies: Reply[] = [];
    const commands = await observed.during(async () => {
      replies.push(await observed.get(`/content/threads${query}`));
    });
    const [reply] = replies;
    if (reply === undefined) throw new Error('There is no page');
    ids.push(...itemsOf(reply).map(({ id }) => id));
    query = `?limit=40&cursor=${cursorOf(reply)}`;
    const reads = await explained(database, commands);
    t.true(reads.length > 0);
    for (const { asked, stages } of reads)
      t.true(stages.includes('IXSCAN') && !stages.includes('SORT'), JSON.stringify([asked, stages]));
    // Of each section the next thread, and then those that are on the page.
    const keys = reads.reduce((sum, read) => sum + read.keys, 0);
    t.true(keys <= 4 * 3 + 41 * 4, String(keys));
  }
  const latestFirst = seen.toSorted(
    (one, other) =>
      other.lastActivityAt.getTime() - one.lastActivityAt.getTime() || (one._id < other._id ? 1 : -1),
  );
  t.deepEqual(
    ids,
    latestFirst.slice(0, 120).map(({ _id }) => _id),
  );
  // Nor are the threads of a deleted section there for those who may restore it.
  const all = itemsOf(await forum.call('GET', '/content/threads?limit=100', { as: forum.admin }));
  t.true(all.every(({ sectionId }) => sectionId !== deleted));
});

test('what becomes active while the feed is read does not end it', async (t) => {
  const forum = await startForum(t);
  const database = await databaseOf(t, forum);
  const collections = await openCollections(database);
  const sections = [await forum.newSection(), await forum.newSection(), await forum.newSection()];
  const threads = threadsIn(
    '',
    Array.from({ length: 12 }, (_, index) => ({
      sectionId: sections[index % 3] ?? '',
      lastActivityAt: at(-index),
    })),
  );
  await collections.threads.insertMany(threads);
  const read = (query: object, act = async (): Promise<unknown> => undefined) => {
    const store = {
      ...collections,
      sections: actingBetween(collections.sections, { query: 'aggregate', after: 1, act }),
    };
    return latestThreads(store, undefined, { limit: 2, ...query });
  };
  const first = await read({});
  t.is(first.items.length, 2);
  // All that the next page would have begun with is on the first one when its threads are read.
  const up = () =>
    collections.threads.updateMany(
      { _id: { $in: threads.slice(2, 5).map(({ _id }) => _id) } },
      { $set: { lastActivityAt: at(60) } },
    );
  const seen = first.items.map(({ thread }) => thread._id);
  for (let page = await read({ cursor: first.next }, up); ; page = await read({ cursor: page.next })) {
    seen.push(...page.items.map(({ thread }) => thread._id));
    if (page.next === null) break;
  }
  t.deepEqual(
    seen,
    [...threads.slice(0, 2), ...threads.slice(5)].map(({ _id }) => _id),
  );
});
