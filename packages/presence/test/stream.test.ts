import { newId } from '@obey/choreography';
import { AuthUserSignedIn, AuthUserSignedOut } from '@obey/contracts';
import { startRedis, until } from '@obey/test-servers';
import test from 'ava';
import { countEvents } from '../src/stream.js';
import { startAuth, startPresence } from './support/presence.js';

test('the stream begins with the count, and tells it when it has changed', async (t) => {
  const { url } = await startRedis(t);
  const auth = await startAuth(t, url);
  const presence = await startPresence(t, url);
  const abort = new AbortController();
  t.teardown(() => abort.abort());
  const response = await presence.get('/presence/stream', { 'Last-Event-ID': '7' }, abort.signal);
  t.is(response.status, 200);
  t.regex(response.headers.get('Content-Type') ?? '', /^text\/event-stream/);
  const seen = { text: '' };
  const reading = (async () => {
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) seen.text += chunk;
  })().catch(() => undefined);
  const told = (count: number) => until(`${count} is told`, () => last(seen.text) === count);
  await told(0);
  const ben = { userId: newId(), sessionId: newId() };
  const expiresAt = new Date(Date.now() + 600_000).toISOString();
  await auth.publish(AuthUserSignedIn, { ...ben, nickname: 'Ben', expiresAt });
  await told(1);
  await auth.publish(AuthUserSignedOut, ben);
  await told(0);
  t.notRegex(seen.text, /^id:/m);
  await presence.stop();
  await reading;
});

const last = (text: string): number => {
  const [, count] = [...text.matchAll(/^event: count\ndata: \{"count":(\d+)\}\n\n/gm)].at(-1) ?? [];
  return Number(count ?? Number.NaN);
};

test('without Redis there is no stream that would break at once: 503, and when it is back the stream begins', async (t) => {
  const redis = await startRedis(t);
  const presence = await startPresence(t, redis.url);
  const answerOf = async () => {
    const abort = new AbortController();
    const { status } = await presence.get('/presence/stream', {}, abort.signal);
    abort.abort();
    return status;
  };
  t.is(await answerOf(), 200);
  await redis.kill();
  t.is(await answerOf(), 503);
  await redis.restart();
  await until('it begins again', async () => (await answerOf()) === 200);
});

test('all who listen share one look, which ends with the last of them', async (t) => {
  let looks = 0;
  const events = countEvents(async () => ({ count: ++looks }), 60_000, 60_000);
  const heard: number[] = [];
  const listeners = [1, 2, 3].map(() => events.subscribe(({ data }) => heard.push(data.count)));
  await until('all have heard', () => heard.length === 3);
  listeners.push(events.subscribe(({ data }) => heard.push(data.count)));
  t.deepEqual(heard, [1, 1, 1, 1]);
  for (const listener of listeners) listener.unsubscribe();
  const late = events.subscribe(({ data }) => heard.push(data.count));
  await until('it looks anew', () => heard.at(-1) === 2);
  late.unsubscribe();
});

test('an unchanged count is told again as a sign of life, and not at every look', async (t) => {
  let looks = 0;
  const events = countEvents(async () => ({ count: Math.sign(++looks) }), 1, 20);
  const heard: { count: number; looks: number }[] = [];
  const listening = events.subscribe(({ data }) => heard.push({ ...data, looks }));
  await until('it was told three times', () => heard.length >= 3);
  listening.unsubscribe();
  t.deepEqual(new Set(heard.map(({ count }) => count)), new Set([1]));
  t.true((heard[2]?.looks ?? 0) >= 3);
});

test('who listens while the count cannot be known is cut off, and may come again', async (t) => {
  let broken = true;
  const events = countEvents(async () => {
    if (broken) throw new Error('away');
    return { count: 3 };
  });
  const failed = await new Promise((resolve) => events.subscribe({ error: resolve }));
  t.like(failed, { message: 'away' });
  broken = false;
  const heard: number[] = [];
  const listening = events.subscribe(({ data }) => heard.push(data.count));
  await until('it is known again', () => heard[0] === 3);
  listening.unsubscribe();
});
