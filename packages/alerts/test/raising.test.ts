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
  // Same subject, and so handled after all that was said before.
  await content.reply(threadId, ben.id);
  await until('two alerts are there', async () => (await ada.list()).items.length === 2);
  await until('both are told', async () => (await raised()).length === 2);
  const { items } = await ada.list();
  t.like(items[1], { kind: 'thread-replied', text: 'Ben replied to “Hello”', actorId: ben.id, read: false });
  t.like(items[1], { threadId, postId: reply.data.postId });
  t.deepEqual((await ben.list()).items, []);
  const told = (await raised()).find(({ causationId }) => causationId === reply.id);
  t.like(told, { correlationId: reply.correlationId, subject: ada.id });
  await until('both are mailed', async () => (await mails()).length === 2);
  const mail = (await mails()).find(({ causationId }) => causationId === reply.id);
  t.deepEqual(mail?.data, {
    to: 'ada@example.org',
    mail: {
      template: 'thread-replied',
      params: {
        nickname: 'Ada',
        actor: 'Ben',
        title: 'Hello',
        excerpt: 'Yes, and …',
        link: `https://forum.example/content/threads/${threadId}`,
      },
    },
  });
});

test('who is answered hears of that post once, as an answer, whichever event comes first', async (t) => {
  const { content, signIn, raised, mails } = await startAll(t);
  const [ada, ben] = [await signIn('Ada'), await signIn('Ben')];
  const { threadId, postId } = await content.thread(ada.id);
  const [first, second] = [newId(), newId()];
  const repliedTo = { postId, authorId: ada.id };
  await content.reply(threadId, ben.id, first);
  await content.answer(threadId, ben.id, repliedTo, first);
  await content.answer(threadId, ben.id, repliedTo, second);
  await content.reply(threadId, ben.id, second);
  await content.answer(threadId, ada.id, repliedTo);
  await content.reply(threadId, ben.id);
  await until('three alerts are there', async () => (await ada.list()).items.length === 3);
  const { items } = await ada.list();
  t.deepEqual(
    items.map(({ kind, postId: about }) => [kind, about === first || about === second]),
    [
      ['thread-replied', false],
      ['post-replied', true],
      ['post-replied', true],
    ],
  );
  await until('each is told', async () => (await raised()).length === 3);
  await until('each is mailed', async () => (await mails()).length === 3);
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
  await until('Ada is alerted', async () => (await ada.list()).items.length === 1);
  await auth.stop();
  const unknown = await content.thread(eve.id);
  await content.reply(unknown.threadId, ben.id);
  await content.reply(known.threadId, ben.id);
  await until('Ada is alerted again', async () => (await ada.list()).items.length === 2);
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
    return latest?.text === 'Benjamin replied to “Hello”';
  });
  t.is((await ada.list()).items.at(-1)?.text, 'Ben replied to “Hello”');
});

test('the author of a thread is alerted of a reply, even if that is heard before the thread', async (t) => {
  const { content, signIn } = await startAll(t);
  const [ada, ben] = [await signIn('Ada'), await signIn('Ben')];
  const { threadId } = content.untold(ada.id);
  await content.reply(threadId, ben.id);
  await until('Ada is alerted', async () => (await ada.list()).items.length === 1);
  t.is((await ada.list()).items[0]?.threadId, threadId);
});
