import { connect } from 'node:net';
import { until } from '@obey/test-servers';
import test from 'ava';
import { MongoClient } from 'mongodb';
import type { Alert } from '../src/alert.js';
import { startAlerts, startAll } from './support/alerts.js';
import { openStream } from './support/sse.js';

test('an alert reaches an open stream of its user in the shape of the list, and nobody else', async (t) => {
  const { content, signIn } = await startAll(t);
  const [ada, ben] = [await signIn('Ada'), await signIn('Ben')];
  const { threadId } = await content.thread(ada.id);
  const stream = await openStream(t, ada.stream);
  const other = await openStream(t, ben.stream);
  t.is(stream.status, 200);
  t.true(stream.headers.get('content-type')?.startsWith('text/event-stream'));
  t.is(stream.headers.get('cache-control'), 'no-store');
  t.is(stream.headers.get('content-encoding'), null);
  await until('the stream has begun', () => stream.text().includes('retry: '));
  await content.reply(threadId, ben.id);
  await until('the alert is pushed', () => stream.alerts().length === 1);
  t.deepEqual(stream.alerts(), (await ada.list()).items);
  t.true(stream.lastEventId()?.endsWith(stream.alerts()[0]?.id ?? 'none'));
  t.true(stream.text().includes('event: alert\n'));
  await until(
    'signs of life come',
    () =>
      stream
        .text()
        .split('\n')
        .filter((line) => line === ':').length > 2,
  );
  t.deepEqual(other.alerts(), []);
});

test('a stream that is resumed again and again misses nothing and doubles nothing', async (t) => {
  const { content, signIn } = await startAll(t);
  const [ada, ben] = [await signIn('Ada'), await signIn('Ben')];
  const { threadId, postId } = await content.thread(ada.id);
  const repliedTo = { postId, authorId: ada.id };
  const got: (string | undefined)[] = [];
  let lastEventId: string | undefined;
  const first = await openStream(t, ada.stream);
  await until('the stream has begun', () => first.text().includes('retry: '));
  await content.answer(threadId, ben.id, repliedTo);
  await until('the first is pushed', () => first.alerts().length === 1);
  first.close();
  got.push(...first.alerts().map((alert) => alert.postId));
  lastEventId = first.lastEventId();
  const posts = [...got];
  const replying = (async () => {
    for (let n = 0; n < 60; n++) posts.push((await content.answer(threadId, ben.id, repliedTo)).data.postId);
  })();
  while (got.length < 61) {
    const stream = await openStream(t, ada.stream, lastEventId);
    await until('something comes', () => stream.alerts().length > 0);
    stream.close();
    const alerts = stream.alerts();
    got.push(...alerts.map((alert) => alert.postId));
    lastEventId = stream.lastEventId() ?? lastEventId;
  }
  await replying;
  t.deepEqual(got, posts);
});

test('a stream on one instance gets what another instance has handled', async (t) => {
  const { env, content, first, signIn } = await startAll(t);
  const second = await startAlerts(t, env);
  const ben = await signIn('Ben');
  const users = await Promise.all(Array.from({ length: 8 }, (_, n) => signIn(`User ${n}`)));
  const streams = await Promise.all(
    users.flatMap(({ token }) => [first, second].map((instance) => openStream(t, instance.as(token).stream))),
  );
  await until('all streams have begun', () => streams.every((stream) => stream.text().includes('retry: ')));
  for (const user of users) {
    const { threadId } = await content.thread(user.id);
    await content.reply(threadId, ben.id);
  }
  await until('each user has one alert on both streams', () =>
    streams.every((stream) => stream.alerts().length === 1),
  );
  t.is(new Set(streams.flatMap((stream) => stream.alerts().map(({ id }) => id))).size, users.length);
});

test('streams end when the instance stops, and what comes meanwhile is sent by the next', async (t) => {
  const { env, content, first, signIn } = await startAll(t);
  const [ada, ben] = [await signIn('Ada'), await signIn('Ben')];
  const { threadId } = await content.thread(ada.id);
  const stream = await openStream(t, ada.stream);
  await until('the stream has begun', () => stream.text().includes('retry: '));
  await content.reply(threadId, ben.id);
  await until('the alert is pushed', () => stream.alerts().length === 1);
  const startedAt = Date.now();
  await first.stop();
  t.true(Date.now() - startedAt < 5_000);
  await until('the stream has ended', () => stream.ended());
  await content.reply(threadId, ben.id);
  const next = await startAlerts(t, env);
  const resumed = await openStream(t, next.as(ada.token).stream, stream.lastEventId());
  await until('the missed alert is sent', () => resumed.alerts().length === 1);
  t.not(resumed.lastEventId(), stream.lastEventId());
});

test('a client that does not read is cut off when too much waits for it, and the others are not', async (t) => {
  const { env, content, signIn, auth } = await startAll(t);
  const slow = await startAlerts(t, { ...env, STREAM_BUFFER: '1' });
  const [ada, ben] = [await signIn('Ada'), await signIn('Ben')];
  const { threadId } = await content.thread(ada.id);
  const long = 'x'.repeat(100_000);
  const stored = Array.from({ length: 300 }, (_, n): Alert => {
    const _id = `00000000-0000-8000-8000-${`${n}`.padStart(12, '0')}`;
    return {
      _id,
      userId: ada.id,
      kind: 'banned',
      reason: long,
      posts: [],
      raisedAt: new Date(n),
      read: true,
    };
  });
  const client = new MongoClient(env.MONGO_URL);
  t.teardown(() => client.close());
  for (let n = 0; n < stored.length; n += 50)
    await client
      .db(env.MONGO_DATABASE)
      .collection<Alert>('alerts')
      .insertMany(stored.slice(n, n + 50));

  const reading = await openStream(t, slow.as(await auth.token(ada.id)).stream);
  await until('the stream has begun', () => reading.text().includes('retry: '));
  const { hostname, port } = new URL(slow.url);
  const socket = connect(Number(port), hostname);
  t.teardown(() => socket.destroy());
  socket.write(
    `GET /alerts/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${ada.token}\r\n` +
      `Last-Event-ID: 0.${stored[0]?._id}\r\n\r\n`,
  );
  let received = 0;
  let closed = false;
  socket.on('error', () => {});
  socket.on('close', () => {
    closed = true;
  });
  await new Promise((resolve) => socket.once('readable', () => resolve(undefined)));
  for (let n = 0; n < 4; n++) {
    await content.reply(threadId, ben.id);
    await until('the reader has it', () => reading.alerts().length === n + 1);
  }
  socket.on('data', (chunk) => {
    received += chunk.length;
  });
  await until('the connection is closed', () => closed);
  t.true(received < stored.length * long.length);
  t.false(reading.ended());
});
