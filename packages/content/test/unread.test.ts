import test from 'ava';
import type { Reading, Subscribed } from '../src/store.js';
import { databaseOf, threadsIn } from './support/filling.js';
import { itemsOf, type Reply, startForum } from './support/forum.js';
import { startObserved } from './support/observed.js';
import { explained } from './support/reads.js';

test('who follows and has read thousands of threads finds the few others by pages that read a thousand each', async (t) => {
  const forum = await startForum(t);
  const observed = await startObserved(forum);
  const database = await databaseOf(t, forum);
  const ada = forum.auth.add();
  const ofUser = { userId: ada.userId, version: 1, level: 'tracking' as const };
  const threads = threadsIn(
    await forum.newSection(),
    Array.from({ length: 2_500 }, () => ({})),
  ).sort((one, other) => (one._id < other._id ? 1 : -1));
  const unread = [1, 1_400, 1_401, 2_499].map((index) => threads[index]?._id ?? '');
  const marks = threads.map(({ _id: threadId }) => ({ _id: `${threadId}:${ada.userId}`, threadId }));
  await database.collection<(typeof threads)[number]>('threads').insertMany(threads);
  await database
    .collection<Subscribed>('subscriptions')
    .insertMany(marks.map((mark) => ({ ...mark, ...ofUser })));
  await database
    .collection<Reading>('readings')
    .insertMany(
      marks
        .filter(({ threadId }) => !unread.includes(threadId))
        .map((mark) => ({ ...mark, userId: ada.userId, lastRead: 1 })),
    );

  const read = async (cursor: unknown) => {
    const replies: Reply[] = [];
    const query = typeof cursor === 'string' ? `&cursor=${cursor}` : '';
    const commands = await observed.during(async () => {
      replies.push(await observed.call('GET', `/content/unread?limit=3${query}`, { as: ada }));
    });
    const reads = await explained(database, commands);
    t.true(reads.length > 0);
    for (const { asked, keys } of reads) t.true(keys <= 1_002, JSON.stringify([asked, keys]));
    const [reply] = replies;
    if (reply?.status !== 200) throw new Error(JSON.stringify(reply?.body));
    return { ids: itemsOf(reply).map(({ id }) => id), next: reply.body.next, previous: reply.body.previous };
  };
  const pages = [await read(undefined)];
  for (let next = pages[0]?.next; next !== null; next = pages.at(-1)?.next) pages.push(await read(next));
  t.deepEqual(
    pages.flatMap(({ ids }) => ids),
    unread,
  );
  // The first thousand had one alone; from the end the way back leads to all of them too.
  t.deepEqual(pages[0]?.ids, unread.slice(0, 1));
  const back = [...(pages.at(-1)?.ids ?? [])];
  for (let previous = pages.at(-1)?.previous; previous !== null; ) {
    const page = await read(previous);
    back.unshift(...page.ids);
    previous = page.previous;
  }
  t.deepEqual(back, unread);
});
