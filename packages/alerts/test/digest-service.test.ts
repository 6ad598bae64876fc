import { derivedId } from '@obey/choreography';
import { AlertsSendDigest, MailingSendEmail } from '@obey/contracts';
import { until } from '@obey/test-servers';
import test from 'ava';
import { MongoClient } from 'mongodb';
import { Value } from 'typebox/value';
import type { DigestState } from '../src/store/digests.js';
import { startAll } from './support/alerts.js';

const kinds = { 'thread-replied': { inApp: true, email: false, digest: true } };

test('a digest waits on the streams until its hour, and is then mailed once', async (t) => {
  const { env, content, signIn, mails, reader } = await startAll(t);
  const [ada, ben] = [await signIn('Ada'), await signIn('Ben')];
  await ada.prefer({ kinds, digest: { hour: 8, timeZone: 'Europe/Berlin' }, locale: 'de-AT' });
  const { threadId } = await content.thread(ada.id);
  await content.reply(threadId, ben.id);
  const client = await MongoClient.connect(env.MONGO_URL);
  t.teardown(() => client.close());
  const digests = client.db(env.MONGO_DATABASE).collection<DigestState>('digests');
  const state = await until('one is due', async () => {
    const found = await digests.findOne({ _id: ada.id });
    return found?.dueAt && found.outbox?.messages === undefined && found;
  });
  t.true((state.dueAt?.getTime() ?? 0) > Date.now());
  const keys = await reader.keys('later:commands:{alerts:*');
  const times = keys.filter((key) => !key.endsWith(':messages'));
  const scores = await Promise.all(times.map((key) => reader.zrange(key, '0', '-1', 'WITHSCORES')));
  t.deepEqual(
    scores.map(([, score]) => Number(score)),
    [state.dueAt?.getTime()],
  );

  // Its hour comes: what the runtime puts on the stream by then arrives, twice.
  const dueAt = state.dueAt?.toISOString() ?? '';
  for (let n = 0; n < 2; n++) await content.runtime.send(AlertsSendDigest, { userId: ada.id, dueAt });
  await until('it is mailed', async () => (await mails()).length > 0);
  await until('nothing is due', async () => (await digests.findOne({ _id: ada.id }))?.dueAt === undefined);
  await content.lock(threadId, ben.id);
  await until('what comes later is mailed', async () => (await mails()).length > 1);
  const sent = (await mails()).filter(({ id }) => id === derivedId('digest', ada.id, dueAt));
  t.is(sent.length, 1);
  const { mail, locale, to } = Value.Parse(MailingSendEmail.data, sent[0]?.data);
  t.like({ to, locale }, { to: 'ada@example.org', locale: 'de-AT' });
  if (mail.template !== 'digest') return t.fail();
  t.deepEqual(mail.params.items, [
    { text: 'Ben replied to “Hello”', link: `https://forum.example/content/threads/${threadId}` },
  ]);
});
