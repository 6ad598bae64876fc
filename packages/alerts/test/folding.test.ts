import { newId } from '@obey/choreography';
import { until } from '@obey/test-servers';
import test from 'ava';
import { startAlerts, startAll } from './support/alerts.js';

test('many replies to a thread are one alert with a count until it is read; then another begins', async (t) => {
  const { content, signIn, raised, mails } = await startAll(t);
  const [ada, ben, cleo] = [await signIn('Ada'), await signIn('Ben'), await signIn('Cleo')];
  const mailed = { inApp: true, email: true, digest: false };
  await ada.prefer({ kinds: { 'thread-replied': mailed }, digest: { hour: 8, timeZone: 'UTC' } });
  const { threadId } = await content.thread(ada.id);
  const first = await content.reply(threadId, ben.id);
  for (const { id } of [cleo, ben, cleo]) await content.reply(threadId, id);
  await until('all are counted', async () => (await ada.list()).items[0]?.count === 4);
  const [alert, ...rest] = (await ada.list()).items;
  t.deepEqual(rest, []);
  t.like(alert, { postId: first.data.postId, text: 'Cleo and Ben replied to “Hello” (4 posts)' });
  t.is(await ada.unread(), 1);
  await until('each growth is told', async () => (await raised()).length === 4);
  t.is(new Set((await raised()).map(({ data }) => JSON.stringify(data))).size, 4);
  // It is mailed when it begins, and no more while it grows.
  t.is((await mails()).length, 1);

  await ada.call('PUT', `/alerts/${alert?.id}/read`);
  t.is(await ada.unread(), 0);
  await content.again(first);
  const later = await content.reply(threadId, ben.id);
  await until('another begins', async () => (await ada.list()).items.length === 2);
  t.like((await ada.list()).items[0], { count: 1, postId: later.data.postId, read: false });
  t.like((await ada.list()).items[1], { count: 4, read: true });
});

test('an alert that grows comes to stand first', async (t) => {
  const { content, signIn } = await startAll(t);
  const [ada, ben] = [await signIn('Ada'), await signIn('Ben')];
  const [one, other] = [await content.thread(ada.id), await content.thread(ada.id)];
  const threads = async () => (await ada.list()).items.map(({ threadId }) => threadId);
  await content.reply(one.threadId, ben.id);
  await until('the first is there', async () => (await threads()).length === 1);
  await content.reply(other.threadId, ben.id);
  await until('the second is there', async () => (await threads()).length === 2);
  const page = await ada.list('?limit=1');
  t.is(page.items[0]?.threadId, other.threadId);
  await content.reply(one.threadId, ben.id);
  await until('the first has grown', async () => (await threads())[0] === one.threadId);
  t.deepEqual((await ada.list(`?limit=1&cursor=${page.next}`)).items, []);
});

test('a post is one cause, in whichever order what is said of it comes: an answer before a mention before a reply', async (t) => {
  const { content, signIn } = await startAll(t);
  const [ada, ben] = [await signIn('Ada'), await signIn('Ben')];
  const { threadId, postId } = await content.thread(ada.id);
  const repliedTo = { postId, authorId: ada.id };
  const says = {
    reply: (told: { postId: string; number: number }) => content.reply(threadId, ben.id, told),
    answer: (told: { postId: string; number: number }) => content.answer(threadId, ben.id, repliedTo, told),
    mention: (told: { postId: string; number: number }) => content.mention(threadId, ben.id, ada.id, told),
  };
  const orders = [
    ['reply', 'answer', 'mention'],
    ['reply', 'mention', 'answer'],
    ['answer', 'reply', 'mention'],
    ['answer', 'mention', 'reply'],
    ['mention', 'reply', 'answer'],
    ['mention', 'answer', 'reply'],
    ['mention', 'reply'],
    ['reply', 'mention'],
  ] satisfies (keyof typeof says)[][];
  const posts: string[] = [];
  for (const [index, order] of orders.entries()) {
    const told = { postId: newId(), number: index + 2 };
    posts.push(told.postId);
    for (const what of [...order, ...order]) await says[what](told);
  }
  const last = await content.reply(threadId, ben.id, { number: 99 });
  // Nearly fifty messages of one thread, one after the other, on a machine that may be busy.
  await until(
    'the last is there',
    async () => (await ada.list()).items.some((alert) => alert.postId === last.data.postId),
    60_000,
  );
  const { items } = await ada.list();
  t.deepEqual(
    posts.map((post) => items.filter(({ postIds }) => postIds.includes(post)).map(({ kind }) => kind)),
    orders.map((order) => [order.some((what) => what === 'answer') ? 'post-replied' : 'mentioned']),
  );
  t.is(items.length, orders.length + 1);
  t.is(await ada.unread(), orders.length + 1);
});

test('who is told of a post by a message of its own is not told of it as a reply', async (t) => {
  const { content, signIn, raised } = await startAll(t);
  const [ada, ben] = [await signIn('Ada'), await signIn('Ben')];
  const { threadId, postId } = await content.thread(ada.id);
  const told = { postId: newId(), number: 2 };
  await content.reply(threadId, ben.id, { ...told, alsoTold: [ada.id] });
  await content.answer(threadId, ben.id, { postId, authorId: ada.id }, told);
  await until('the answer is told', async () => (await raised()).length > 0);
  t.deepEqual(
    (await raised()).map(({ data }) => data).map((data) => Object(data).kind),
    ['post-replied'],
  );
});

test('many replies at once, some of them heard of twice, are each counted once', async (t) => {
  const { env, content, signIn } = await startAll(t);
  await startAlerts(t, env);
  const [ada, ben] = [await signIn('Ada'), await signIn('Ben')];
  const { threadId } = await content.thread(ada.id);
  const replies = await Promise.all(Array.from({ length: 60 }, () => content.reply(threadId, ben.id)));
  await Promise.all(replies.slice(0, 20).map(content.again));
  const last = await content.reply(threadId, ben.id);
  await until('all are counted', async () => (await ada.list()).items[0]?.count === 61, 60_000);
  const [alert, ...rest] = (await ada.list()).items;
  t.deepEqual(rest, []);
  t.is(alert?.postIds.at(-1), last.data.postId);
  t.is(alert?.postId, replies[0]?.data.postId);
});
