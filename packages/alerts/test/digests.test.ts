import { drills, newId } from '@obey/choreography';
import { MailingSendEmail } from '@obey/contracts';
import test from 'ava';
import { Value } from 'typebox/value';
import { noPreferences } from '../src/preferences.js';
import { chosen, startDigests } from './support/digests.js';

type Said = readonly { readonly name: string; readonly data: unknown }[];

const mailsIn = (said: Said) =>
  said
    .filter(({ name }) => name === 'MailingSendEmail')
    .map(({ data }) => Value.Parse(MailingSendEmail.data, data));

const textsIn = (said: Said) =>
  mailsIn(said).flatMap(({ mail }) =>
    mail.template === 'digest' ? mail.params.items.map(({ text }) => text) : ['no digest'],
  );

test('one is due when somebody who wants one has something to read, at their hour, and only then', async (t) => {
  const { ada, digests, due, raise, setClock } = await startDigests(t);
  t.is(await due(), undefined);
  await raise();
  await digests().awaited([ada.userId]);
  t.is(await due(), '2100-01-11T07:00:00.000Z');
  setClock('2100-01-10T20:00:00Z');
  await raise();
  await digests().awaited([ada.userId]);
  t.is(await due(), '2100-01-11T07:00:00.000Z');
});

test('nobody has one who has not asked for any', async (t) => {
  const { ada, digests, state, raise } = await startDigests(t, noPreferences);
  await raise();
  await digests().awaited([ada.userId]);
  t.is(await state(), undefined);
});

test('it tells of what is unread since the last, by the kinds chosen, in however many ways it arrives', async (t) => {
  for (const drill of [undefined, ...drills]) {
    const { ada, store, digests, arrive, due, state, raise, setClock } = await startDigests(t);
    await raise();
    const read = await raise();
    await raise('mentioned');
    await raise('post-replied');
    await store().alerts.markRead(ada.userId, [read]);
    await digests().awaited([ada.userId]);
    setClock('2100-01-11T07:00:01Z');
    const said = await arrive(undefined, drill);
    t.deepEqual(textsIn(said), ['Ben 1 replied to “Hello”', 'Ben 4 replied to your post in “Hello”'], drill);
    const [mail] = mailsIn(said);
    t.is(mail?.to, 'ada@example.org');
    t.regex(mail?.unsubscribe?.link ?? '', /token=\S+\.digest\.all\./);
    t.is(await due(), undefined);
    t.is((await state())?.sentAt?.toISOString(), '2100-01-11T07:00:01.000Z');

    // What was told is not told again, though it is still unread.
    await raise();
    await digests().awaited([ada.userId]);
    t.is(await due(), '2100-01-12T07:00:00.000Z');
    setClock('2100-01-12T07:00:01Z');
    t.deepEqual(textsIn(await arrive(undefined, drill)), ['Ben 5 replied to “Hello”'], drill);
  }
});

test('it is not sent where all was read, is not to be seen any more, or is of no kind that is wanted', async (t) => {
  const { ada, store, digests, arrive, due, raise, setClock, threadId } = await startDigests(t);
  const empty = async (change: () => Promise<unknown>, day: number) => {
    await raise();
    await digests().awaited([ada.userId]);
    await change();
    setClock(`2100-01-${day}T07:00:01Z`);
    t.deepEqual(mailsIn(await arrive()), []);
    t.is(await due(), undefined);
  };
  await empty(() => store().alerts.markReadUntil(ada.userId, new Date('2200-01-01')), 11);
  const only = {
    kinds: { 'post-replied': { inApp: true, email: false, digest: true } },
    digest: chosen.digest,
  };
  await empty(() => store().preferences.change(ada.userId, () => only), 12);
  await store().preferences.change(ada.userId, () => chosen);
  const thread = {
    threadId,
    sectionId: newId(),
    title: 'Hello',
    readableBy: { allow: ['anyone'], deny: [] },
  };
  await empty(() => store().threads.change(thread, { gone: true }, '1'), 13);
});

test('who is banned by then, or not known any more, has none', async (t) => {
  const { ada, digests, arrive, due, raise, setClock } = await startDigests(t);
  await raise();
  await digests().awaited([ada.userId]);
  ada.banned = true;
  setClock('2100-01-11T07:00:01Z');
  t.deepEqual(mailsIn(await arrive()), []);
  t.is(await due(), undefined);
});

test('what is raised while it is sent is for the next, which is due by then', async (t) => {
  const { ada, digests, arrive, due, raise, setClock } = await startDigests(t);
  await raise();
  await digests().awaited([ada.userId]);
  setClock('2100-01-11T07:00:01Z');
  // Stored, and later than what is looked at; whoever stored it has seen that one is due, and so makes none so.
  await raise();
  t.deepEqual(textsIn(await arrive()), ['Ben 1 replied to “Hello”']);
  t.is(await due(), '2100-01-12T07:00:00.000Z');
});

test('of many it names the latest, and says how many more there are', async (t) => {
  const { ada, digests, arrive, raise, setClock } = await startDigests(t);
  for (let n = 0; n < 25; n++) await raise();
  await digests().awaited([ada.userId]);
  setClock('2100-01-11T07:00:01Z');
  const [mail] = mailsIn(await arrive());
  if (mail?.mail.template !== 'digest') return t.fail();
  t.is(mail.mail.params.items.length, 20);
  t.is(mail.mail.params.items.at(-1)?.text, 'Ben 25 replied to “Hello”');
  t.is(mail.mail.params.more, 5);
});

test('another hour or place holds from the next on, and what was due by the old one does nothing', async (t) => {
  const { ada, store, digests, arrive, due, raise, setClock } = await startDigests(t);
  await raise();
  await digests().awaited([ada.userId]);
  const before = await due();
  const tokyo = { ...chosen, digest: { hour: 20, timeZone: 'Asia/Tokyo' }, locale: 'de' };
  await store().preferences.change(ada.userId, () => tokyo);
  await digests().rescheduled(ada.userId, tokyo.digest);
  t.is(await due(), '2100-01-11T11:00:00.000Z');
  setClock('2100-01-11T07:00:01Z');
  t.deepEqual(mailsIn(await arrive(before)), []);
  setClock('2100-01-11T11:00:01Z');
  t.is(mailsIn(await arrive())[0]?.locale, 'de');
  // Once on each of her days, though the hour is moved to later on the same.
  await digests().rescheduled(ada.userId, { hour: 23, timeZone: 'Asia/Tokyo' });
  await raise();
  await digests().awaited([ada.userId]);
  t.is(await due(), '2100-01-12T11:00:00.000Z');
});

test('one that was lost with the streams is due again when something is raised', async (t) => {
  const { ada, digests, due, raise, setClock } = await startDigests(t);
  await raise();
  await digests().awaited([ada.userId]);
  setClock('2100-01-13T12:00:00Z');
  await raise();
  await digests().awaited([ada.userId]);
  t.is(await due(), '2100-01-14T07:00:00.000Z');
});

test('however many make it due at once, it is due once', async (t) => {
  const { ada, db, digests, raise } = await startDigests(t);
  await raise();
  await Promise.all(Array.from({ length: 8 }, () => digests().awaited([ada.userId])));
  const [state, ...others] = await db.collection('digests').find().toArray();
  t.is(others.length, 0);
  t.is([...(state?.outbox?.messages ?? []), ...(state?.outbox?.told ?? [])].length, 1);
});
