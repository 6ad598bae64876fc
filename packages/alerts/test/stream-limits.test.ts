import { until } from '@obey/test-servers';
import test from 'ava';
import { startAlerts, startAll } from './support/alerts.js';
import { openStream } from './support/sse.js';

const codeOf = async (response: Response) => {
  const problem: { code?: unknown } = JSON.parse(await response.text());
  return `${response.status} ${problem.code}`;
};

test('a user has a limit of open streams, and one that is closed makes room for another', async (t) => {
  const { env, signIn } = await startAll(t);
  const instance = await startAlerts(t, { ...env, STREAMS_PER_USER: '2' });
  const [ada, ben] = [await signIn('Ada'), await signIn('Ben')];
  const open = (token: string) => openStream(t, instance.as(token).stream);
  const [first] = [await open(ada.token), await open(ada.token)];
  const refused = await instance.as(ada.token).call('GET', '/alerts/stream');
  t.is(await codeOf(refused), '429 alerts.too-many-streams');
  t.truthy(refused.headers.get('retry-after'));
  t.is((await open(ben.token)).status, 200);
  first.close();
  await until('there is room again', async () => (await open(ada.token)).status === 200);
});

test('an instance has a limit of streams, past which it says so to everybody', async (t) => {
  const { env, signIn } = await startAll(t);
  const instance = await startAlerts(t, { ...env, STREAMS: '2' });
  const users = [await signIn('Ada'), await signIn('Ben'), await signIn('Cleo')];
  const opened = await Promise.all(users.map(({ token }) => openStream(t, instance.as(token).stream)));
  t.deepEqual(opened.map(({ status }) => status).sort(), [200, 200, 503]);
  const refused = await instance.as(users[0]?.token ?? '').call('GET', '/alerts/stream');
  t.is(await codeOf(refused), '503 alerts.streams-full');
  t.truthy(refused.headers.get('retry-after'));
});
