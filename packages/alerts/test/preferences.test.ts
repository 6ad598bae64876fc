import { MailingSendEmail } from '@obey/contracts';
import { until } from '@obey/test-servers';
import test from 'ava';
import { Value } from 'typebox/value';
import { channelsOf, chosenKinds, noPreferences, without } from '../src/preferences.js';
import { startAll } from './support/alerts.js';

const inApp = { inApp: true, email: false, digest: false };
const mailed = { ...inApp, email: true };
const off = { inApp: false, email: false, digest: false };
const digest = { hour: 7, timeZone: 'Europe/Berlin' };

test('who has chosen nothing is mailed of what concerns themselves, and sees the rest in the list', (t) => {
  const by = (channel: 'inApp' | 'email' | 'digest') =>
    chosenKinds.filter((kind) => channelsOf(noPreferences, kind)[channel]);
  t.deepEqual(by('inApp'), [...chosenKinds]);
  t.deepEqual(by('email'), ['post-replied', 'mentioned', 'thread-locked', 'unbanned', 'muted']);
  t.deepEqual(by('digest'), []);
  t.true(channelsOf(noPreferences, 'banned').email);
});

test('a channel is ended for one kind or for all, and ending it again changes nothing', (t) => {
  const chosen = { ...noPreferences, kinds: { 'thread-replied': { ...inApp, digest: true } }, locale: 'de' };
  const one = without(chosen, 'email', 'mentioned');
  t.deepEqual(one, { ...chosen, kinds: { ...chosen.kinds, mentioned: inApp } });
  t.is(without(one, 'email', 'mentioned'), one);
  const none = without(one, 'email', 'all');
  t.false(chosenKinds.some((kind) => channelsOf(none, kind).email));
  t.true(channelsOf(none, 'thread-replied').digest);
  t.true(channelsOf(none, 'banned').email);
});

test('preferences are shown with their defaults, replaced as a whole, and changed by the version that was read', async (t) => {
  const { signIn } = await startAll(t);
  const [ada, ben] = [await signIn('Ada'), await signIn('Ben')];
  const path = '/alerts/preferences';
  const first = await ada.call('GET', path);
  t.is(first.headers.get('etag'), '"0"');
  const shown = await ada.preferences();
  t.deepEqual(Object.keys(shown.kinds), [...chosenKinds]);
  t.like(shown, {
    kinds: { mentioned: mailed, 'thread-replied': inApp },
    digest: { hour: 8, timeZone: 'UTC' },
  });

  const chosen = { kinds: { mentioned: off }, digest, locale: 'de' };
  const put = await ada.prefer(chosen, { 'if-match': '"0"' });
  t.is(put.status, 200);
  t.is(put.headers.get('etag'), '"1"');
  t.like(await put.json(), { kinds: { mentioned: off, 'post-replied': mailed }, digest, locale: 'de' });
  t.is((await ada.prefer(chosen, { 'if-match': '"0"' })).status, 412);
  const again = await ada.prefer({ kinds: {}, digest });
  t.is(again.headers.get('etag'), '"2"');
  const last = await ada.preferences();
  t.deepEqual([last.kinds.mentioned, last.locale], [mailed, undefined]);
  t.is((await ben.call('GET', path)).headers.get('etag'), '"0"');
});

test('of several who change them at once by the same version, one does', async (t) => {
  const { signIn } = await startAll(t);
  const ada = await signIn('Ada');
  const put = (hour: number) => ada.prefer({ kinds: {}, digest: { ...digest, hour } }, { 'if-match': '"0"' });
  const statuses = (await Promise.all([1, 2, 3, 4].map(put))).map(({ status }) => status);
  t.deepEqual(statuses.sort(), [200, 412, 412, 412]);
});

test('what makes no sense is refused, and each bad field named', async (t) => {
  const { signIn } = await startAll(t);
  const ada = await signIn('Ada');
  const faultsOf = async (body: object) => {
    const answer = await ada.prefer(body);
    const { errors = [] }: { errors?: { pointer: string }[] } = JSON.parse(await answer.text());
    return [answer.status, ...errors.map(({ pointer }) => pointer).sort()];
  };
  t.deepEqual(await faultsOf({ kinds: { banned: off }, digest }), [422, '/kinds/banned']);
  t.deepEqual(await faultsOf({ kinds: {}, digest, sms: true }), [422, '/sms']);
  t.deepEqual(await faultsOf({ kinds: { mentioned: { ...off, sms: true } }, digest }), [
    422,
    '/kinds/mentioned/sms',
  ]);
  t.deepEqual(await faultsOf({ kinds: {}, digest: { hour: 24, timeZone: 'UTC' } }), [422, '/digest/hour']);
  t.deepEqual(
    await faultsOf({
      kinds: { mentioned: { ...off, email: true }, muted: { ...off, digest: true } },
      digest: { hour: 1, timeZone: '+01:00' },
      locale: 'no such language',
    }),
    [422, '/digest/timeZone', '/kinds/mentioned/inApp', '/kinds/muted/inApp', '/locale'],
  );
  t.is((await ada.call('GET', '/alerts/preferences')).headers.get('etag'), '"0"');
});

test('each alert goes by the channels that its user has chosen, in their language', async (t) => {
  const { content, signIn, mails } = await startAll(t);
  const [ada, ben, cleo] = [await signIn('Ada'), await signIn('Ben'), await signIn('Cleo')];
  await ada.prefer({
    kinds: { 'thread-replied': mailed, 'post-replied': inApp, mentioned: off },
    digest,
    locale: 'de',
  });
  const { threadId, postId } = await content.thread(ada.id);
  await content.mention(threadId, ben.id, ada.id);
  await content.answer(threadId, ben.id, { postId, authorId: ada.id });
  await content.reply(threadId, ben.id);
  await content.reply(threadId, cleo.id);
  await content.mention(threadId, ben.id, cleo.id);
  await until('both have been told', async () => (await mails()).length === 2);
  t.deepEqual((await ada.list()).items.map(({ kind }) => kind).sort(), ['post-replied', 'thread-replied']);
  const sent = (await mails()).map(({ data }) => Value.Parse(MailingSendEmail.data, data));
  const [hers, others] = [
    sent.find(({ to }) => to === 'ada@example.org'),
    sent.find(({ to }) => to !== 'ada@example.org'),
  ];
  t.like(hers, { locale: 'de', mail: { template: 'thread-replied' } });
  t.like(others, { locale: undefined, mail: { template: 'mentioned' } });
});
