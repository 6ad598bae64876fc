import { MailingSendEmail } from '@obey/contracts';
import { until } from '@obey/test-servers';
import test from 'ava';
import { Value } from 'typebox/value';
import { startAll } from './support/alerts.js';

test('who is answered, mentioned, locked or banned is mailed at once, with a link to end that but for the ban', async (t) => {
  const { auth, content, signIn, mails } = await startAll(t);
  const [ada, ben] = [await signIn('Ada'), await signIn('Ben')];
  const { threadId, postId } = await content.thread(ada.id);
  await content.answer(threadId, ben.id, { postId, authorId: ada.id });
  await content.mention(threadId, ben.id, ada.id);
  await content.lock(threadId, ben.id);
  await until('three mails are sent', async () => (await mails()).length === 3);
  await auth.ban(ada.id, 'Spam');
  await until('four mails are sent', async () => (await mails()).length === 4);
  const sent = (await mails()).map(({ data }) => Value.Parse(MailingSendEmail.data, data));
  t.deepEqual(
    sent.map(({ to }) => to),
    Array.from({ length: 4 }, () => 'ada@example.org'),
  );
  const linkOf = (template: string) => sent.find(({ mail }) => mail.template === template)?.unsubscribe?.link;
  for (const template of ['post-replied', 'mentioned', 'thread-locked'])
    t.true(linkOf(template)?.startsWith('https://forum.example/alerts/unsubscribe?token='), template);
  t.is(linkOf('banned'), undefined);
  t.like(
    sent.find(({ mail }) => mail.template === 'banned'),
    { mail: { params: { reason: 'Spam' } } },
  );
});

test('however often a cause is heard, its mail is one command', async (t) => {
  const { content, signIn, mails } = await startAll(t);
  const [ada, ben] = [await signIn('Ada'), await signIn('Ben')];
  const { threadId, postId } = await content.thread(ada.id);
  const message = await content.answer(threadId, ben.id, { postId, authorId: ada.id });
  for (let n = 0; n < 3; n++) await content.again(message);
  const mention = await content.mention(threadId, ben.id, ada.id, { postId: message.data.postId });
  await content.again(mention);
  await content.mention(threadId, ben.id, ada.id);
  await until('the last is mailed', async () =>
    (await mails()).some(
      ({ data }) => Value.Parse(MailingSendEmail.data, data).mail.template === 'mentioned',
    ),
  );
  t.is(new Set((await mails()).map(({ id }) => id)).size, 2);
  t.is((await mails()).length, 2);
});

test('who is banned is mailed of nothing but the ban', async (t) => {
  const { auth, content, signIn, mails } = await startAll(t);
  const [ada, ben] = [await signIn('Ada'), await signIn('Ben')];
  const { threadId, postId } = await content.thread(ada.id);
  await content.answer(threadId, ben.id, { postId, authorId: ada.id });
  await until('she is mailed', async () => (await mails()).length === 1);
  await auth.change(ada.id, { banned: true });
  await auth.ban(ada.id, 'Spam');
  await until('she is mailed of the ban', async () => (await mails()).length === 2);
  await content.answer(threadId, ben.id, { postId, authorId: ada.id });
  const { threadId: his, postId: opening } = await content.thread(ben.id);
  await content.answer(his, ada.id, { postId: opening, authorId: ben.id });
  await until('he is mailed', async () => (await mails()).length === 3);
  t.is((await mails()).filter(({ subject }) => subject === 'ada@example.org').length, 2);
});
