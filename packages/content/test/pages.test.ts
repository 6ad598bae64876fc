import test from 'ava';
import type { Document } from 'mongodb';
import { databaseOf, threadsIn } from './support/filling.js';
import { itemsOf, type Reply, startForum } from './support/forum.js';
import { startObserved } from './support/observed.js';
import { explained } from './support/reads.js';

const cursorOf = ({ body: { next } }: Reply): string => {
  if (typeof next !== 'string') throw new Error(`There is no next page: ${JSON.stringify(next)}`);
  return next;
};

const named = (commands: readonly Document[]) =>
  commands.map((command) => `${Object.keys(command)[0]} ${Object.values(command)[0]}`);

test('pinned threads come first in their section, and moderators list the deleted ones', async (t) => {
  const forum = await startForum(t);
  const sectionId = await forum.newSection();
  const database = await databaseOf(t, forum);
  const at = (seconds: number) => new Date(1_700_000_000_000 + seconds * 1_000);
  const threads = threadsIn(sectionId, [
    { lastActivityAt: at(1), pinned: true },
    { lastActivityAt: at(9) },
    { lastActivityAt: at(5), pinned: true },
    { lastActivityAt: at(7) },
    { lastActivityAt: at(8), state: 'deleted' },
  ]);
  await database.collection<(typeof threads)[number]>('threads').insertMany(threads);
  const ids = threads.map(({ _id }) => _id);
  const list = `/content/sections/${sectionId}/threads`;
  const listed = async (query: string, as = forum.auth.add()) =>
    itemsOf(await forum.call('GET', `${list}${query}`, { as })).map(({ id }) => ids.indexOf(String(id)));
  t.deepEqual(await listed(''), [2, 0, 1, 3]);
  t.deepEqual(await listed('?state=visible'), [2, 0, 1, 3]);

  const first = await forum.get(`${list}?limit=1`);
  t.deepEqual(await listed(`?limit=2&cursor=${cursorOf(first)}`), [0, 1]);
  const last = await forum.get(`${list}?limit=2&cursor=${cursorOf(first)}`);
  const end = await forum.get(`${list}?cursor=${cursorOf(last)}`);
  t.deepEqual(await listed(`?limit=3&cursor=${end.body.previous}`), [2, 0, 1]);
  t.deepEqual(await listed(`?limit=1&cursor=${end.body.previous}`), [1]);

  t.is((await forum.get(`${list}?state=deleted`)).status, 403);
  t.is((await forum.call('GET', `${list}?state=deleted`, { as: forum.auth.add() })).status, 403);
  const mo = forum.auth.add({ permissions: ['posts.moderate'] });
  t.deepEqual(await listed('?state=deleted', mo), [4]);
  t.is((await forum.get(`${list}?state=purged`)).status, 422);
});

test('a page costs the same few round trips whatever its size, each by an index and without a sort', async (t) => {
  const forum = await startForum(t);
  const observed = await startObserved(forum);
  const database = await databaseOf(t, forum);
  const sectionId = await forum.newSection();
  const threads = threadsIn(
    sectionId,
    Array.from({ length: 400 }, (_, index) => ({
      lastActivityAt: new Date(1_700_000_000_000 + (index % 300) * 1_000),
      pinned: index < 40,
    })),
  );
  await database.collection<(typeof threads)[number]>('threads').insertMany(threads);
  const ada = forum.auth.add();
  const followed = threads.map(({ _id: threadId }) => ({
    _id: `${threadId}:${ada.userId}`,
    threadId,
    userId: ada.userId,
    level: 'tracking' as const,
    version: 1,
  }));
  await database.collection<(typeof followed)[number]>('subscriptions').insertMany(followed);
  const threadId = await forum.newThread(ada, sectionId);
  for (let index = 0; index < 3; index += 1)
    await forum.post(`/content/threads/${threadId}/posts`, { as: ada, body: { body: 'Text' } });

  const lists = {
    '/content/unread': 5,
    [`/content/sections/${sectionId}/threads`]: 5,
    '/content/threads': 5,
  };
  for (const [list, most] of Object.entries(lists)) {
    const read = async (query: string) => {
      const replies: Reply[] = [];
      const commands = await observed.during(async () => {
        replies.push(await observed.call('GET', `${list}${query}`, { as: ada }));
      });
      const [reply] = replies;
      if (reply?.status !== 200) throw new Error(JSON.stringify(reply?.body));
      return { reply, commands };
    };
    const small = await read('?limit=1');
    const large = await read('?limit=100');
    t.is(itemsOf(large.reply).length, 100);
    t.deepEqual(named(large.commands).sort(), named(small.commands).sort());
    t.true(large.commands.length <= most, named(large.commands).join());

    // Pages from among the pinned, over to the others, on among them, and back.
    const over = await read(`?limit=30&cursor=${cursorOf((await read('?limit=30')).reply)}`);
    const deep = await read(`?limit=100&cursor=${cursorOf(over.reply)}`);
    const back = await read(`?limit=100&cursor=${deep.reply.body.previous}`);
    t.deepEqual(itemsOf(back.reply).slice(-30), itemsOf(over.reply));
    for (const { commands } of [small, large, over, deep, back]) {
      t.true(commands.length <= most, named(commands).join());
      for (const { asked, stages, keys } of await explained(database, commands)) {
        const what = JSON.stringify([asked, stages, keys]);
        t.true(stages.includes('IXSCAN') && !stages.includes('SORT'), what);
        t.true(keys <= (asked.limit ?? 1_001) + (asked.skip ?? 0) + 1, what);
      }
    }
  }

  const posts = async (limit: number) =>
    named(await observed.during(() => observed.get(`/content/threads/${threadId}/posts?limit=${limit}`)));
  t.deepEqual(await posts(100), await posts(1));
  t.true((await posts(100)).length <= 4);
});
