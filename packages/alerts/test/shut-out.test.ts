import { newId } from '@obey/choreography';
import { until } from '@obey/test-servers';
import test from 'ava';
import { startAlerts, startAll } from './support/alerts.js';
import { openStream } from './support/sse.js';

test('open streams end at once with a ban or with their session, on every instance; others stay', async (t) => {
  const { env, auth, first, signIn } = await startAll(t);
  const second = await startAlerts(t, env);
  const [ada, ben, cleo] = [await signIn('Ada'), await signIn('Ben'), await signIn('Cleo')];
  const sessionId = newId();
  const bens = await auth.token(ben.id, sessionId);
  const open = (token: string) =>
    Promise.all([first, second].map((instance) => openStream(t, instance.as(token).stream)));
  const [ofAda, ofBen, othersOfBen, ofCleo] = [
    await open(ada.token),
    await open(bens),
    await open(ben.token),
    await open(cleo.token),
  ];
  const all = [...ofAda, ...ofBen, ...othersOfBen, ...ofCleo];
  await until('all have begun', () => all.every((stream) => stream.text().includes('retry: ')));

  await auth.change(ada.id, { banned: true });
  await until('hers have ended', () => ofAda.every((stream) => stream.ended()));
  await auth.revoke(ben.id, sessionId);
  await until('those of that session have ended', () => ofBen.every((stream) => stream.ended()));
  t.false([...othersOfBen, ...ofCleo].some((stream) => stream.ended()));
  for (const instance of [first, second]) {
    t.is((await instance.as(ada.token).call('GET', '/alerts')).status, 401);
    t.is((await openStream(t, instance.as(bens).stream)).status, 401);
    t.is((await instance.as(ben.token).call('GET', '/alerts')).status, 200);
  }
});
