import { newId } from '@obey/choreography';
import { until } from '@obey/test-servers';
import test from 'ava';
import { startAll } from './support/alerts.js';

test('a reply alerts the author of the thread, once however often it is heard, and never the one who replied', async (t) => {
  const { content, signIn, raised, mails } = await startAll(t);
  const [ada, ben] = [await signIn('Ada'), await signIn('Ben')];
  const { threadId } = await content.thread(ada.id);
  const own = await content.reply(threadId, ada.id);
  const reply = await content.reply(threadId, ben.id);
  await content.again(reply);
  await content.again(own);
  await until('the alert is there', async () => (await ada.list()).items.length === 1);
  const { items } = await ada.list();
  t.like(items[0], { kind: 'thread-replied', text: 'Ben replied to “Hello”', count: 1, read: false });
  t.like(items[0], { threadId, postId: reply.data.postId, actors: [{ userId: ben.id, nickname: 'Ben' }] });
  t.is((await ada.call('PUT', `/alerts/${items[0]?.id}/read`)).status, 204);
  // Same subject, and so handled after all that was said before.
  await content.reply(threadId, ben.id);
  await until('the next is there', async () => (await ada.list()).items.length === 2);
  await until('both are told', async () => (await raised()).length === 2);
  t.deepEqual((await ben.list()).items, []);
  const told = (await raised()).find(({ causationId }) => causationId === reply.id);
  t.like(told, { correlationId: reply.correlationId, subject: ada.id });
  // Replies to a thread are mailed to nobody who has not asked for it.
  t.deepEqual(await mails(), []);
});

test('a lock alerts the subscribers but the one who locked, a ban the banned', async (t) => {
  const { auth, content, signIn, mails } = await startAll(t);
  const [ada, eve] = [await signIn('Ada'), await signIn('Eve')];
  const own = await content.thread(eve.id);
  await content.lock(own.threadId, eve.id);
  const { threadId } = await content.thread(ada.id);
  await content.lock(threadId, eve.id);
  await auth.ban(eve.id, 'Spam');
  await until('Ada knows', async () => (await ada.list()).items.length === 1);
  await until('Eve knows', async () => (await eve.list()).items.length === 1);
  t.like((await ada.list()).items[0], { kind: 'thread-locked', text: 'Eve locked “Hello”: Off topic' });
  t.like((await eve.list()).items[0], { kind: 'banned', text: 'You were banned: Spam' });
  await until('both are mailed', async () => (await mails()).length === 2);
  t.deepEqual((await mails()).map(({ subject }) => subject).sort(), ['ada@example.org', 'eve@example.org']);
});

test('a subscriber whom auth does not know is passed over', async (t) => {
  const { content, signIn, raised } = await startAll(t);
  const ben = await signIn('Ben');
  const { threadId } = await content.thread(newId());
  await content.reply(threadId, ben.id);
  const ada = await signIn('Ada');
  const { threadId: other } = await content.thread(ada.id);
  await content.reply(other, ben.id);
  await until('Ada is alerted', async () => (await ada.list()).items.length === 1);
  await until('one alert is told', async () => (await raised()).length === 1);
  t.is((await ada.list()).items.length, 1);
});

test('while auth is away an alert waits, and comes when auth is back; a known user needs no auth', async (t) => {
  const { auth, content, signIn } = await startAll(t);
  const [ada, ben, eve] = [await signIn('Ada'), await signIn('Ben'), await signIn('Eve')];
  const known = await content.thread(ada.id);
  await content.reply(known.threadId, ben.id);
  await until('Ada is alerted', async () => (await ada.list()).items[0]?.count === 1);
  await auth.stop();
  const unknown = await content.thread(eve.id);
  await content.reply(unknown.threadId, ben.id);
  await content.reply(known.threadId, ben.id);
  await until('Ada is alerted again', async () => (await ada.list()).items[0]?.count === 2);
  t.deepEqual((await eve.list()).items, []);
  await auth.restart();
  await until('Eve is alerted', async () => (await eve.list()).items.length === 1);
});

test('an alert names users as they are called now', async (t) => {
  const { auth, content, signIn } = await startAll(t);
  const [ada, ben] = [await signIn('Ada'), await signIn('Ben')];
  const { threadId } = await content.thread(ada.id);
  await content.reply(threadId, ben.id);
  await until('the first alert is there', async () => (await ada.list()).items.length === 1);
  await auth.change(ben.id, { nickname: 'Benjamin' });
  await until('a later alert has the new name', async () => {
    await content.reply(threadId, ben.id);
    const [latest] = (await ada.list()).items;
    return latest?.actors[0]?.nickname === 'Benjamin';
  });
  t.true((await ada.list()).items[0]?.text.startsWith('Benjamin replied to “Hello”'));
});

test('the author of a thread is alerted of a reply, even if that is heard before the thread', async (t) => {
  const { content, signIn } = await startAll(t);
  const [ada, ben] = [await signIn('Ada'), await signIn('Ben')];
  const { threadId } = content.untold(ada.id);
  await content.reply(threadId, ben.id);
  await until('Ada is alerted', async () => (await ada.list()).items.length === 1);
  t.is((await ada.list()).items[0]?.threadId, threadId);
});
