import test from 'ava';
import { createClient, ForumProblem, isProblem } from '../src/index.js';
import { problem, quick, startServer } from './support/forum.js';

const head = { 'Content-Type': 'text/event-stream' };

test('events come with their names, ids and data, wherever the stream is cut into pieces', async (t) => {
  const { url } = await startServer(t, (_, response) => {
    response.writeHead(200, head);
    response.write('retry: 5\n\n: hello\n\nid: 1\nevent: alert\nda');
    response.write('ta: {"text":"Tea"}\n\ndata: {\ndata: "text": "Coffee"}\n\n');
  });
  const events = createClient({ baseUrl: url }).events('/alerts/stream');
  t.like((await events.next()).value, { id: '1', event: 'alert', data: { text: 'Tea' } });
  t.like((await events.next()).value, { id: undefined, event: 'message', data: { text: 'Coffee' } });
  await events.return();
});

test('a stream is under the same path as all else, where the forum is not at the root', async (t) => {
  const { url, seen } = await startServer(t, (_, response) => {
    response.writeHead(200, head);
    response.write('data: {}\n\n');
  });
  for await (const _ of createClient({ baseUrl: `${url}/forum/` }).events('/alerts/stream')) break;
  t.is(seen[0]?.path, '/forum/alerts/stream');
});

test('a stream that ends, breaks off or cannot be had for now goes on after its last event', async (t) => {
  const { url, seen } = await startServer(t, (_, response, count) => {
    if (count === 2) return void response.destroy();
    if (count === 3) return problem(response, 503, 'unavailable');
    response.writeHead(200, head);
    response.end(`retry: 5\n\nid: ${count}\ndata: {}\n\n`);
  });
  const ids: (string | undefined)[] = [];
  let opened = 0;
  const onOpen = () => {
    opened += 1;
  };
  for await (const { id } of createClient({ baseUrl: url, retry: false }).events('/alerts/stream', {
    onOpen,
  })) {
    ids.push(id);
    if (ids.length === 3) break;
  }
  t.deepEqual(ids, ['1', '4', '5']);
  t.is(opened, 3);
  t.deepEqual(
    seen.map(({ headers }) => headers['last-event-id']),
    [undefined, '1', '1', '1', '4'],
  );
});

test('a stream that is refused ends with the problem', async (t) => {
  const { url } = await startServer(t, (_, response) => problem(response, 401, 'token.missing'));
  const events = createClient({ baseUrl: url, retry: quick }).events('/alerts/stream');
  await t.throwsAsync(events.next(), { instanceOf: ForumProblem, message: /token\.missing/ });
});

test('leaving the loop, or the signal, ends the connection', async (t) => {
  let closed = 0;
  const { url } = await startServer(t, (_, response) => {
    response.on('close', () => {
      closed += 1;
    });
    response.writeHead(200, head);
    response.write('data: {}\n\n');
  });
  const forum = createClient({ baseUrl: url });
  for await (const _ of forum.events('/alerts/stream')) break;
  const ending = new AbortController();
  let heard = 0;
  for await (const _ of forum.events('/alerts/stream', { signal: ending.signal })) {
    heard += 1;
    ending.abort();
  }
  t.is(heard, 1);
  const deadline = performance.now() + 20_000;
  while (closed < 2 && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 10));
  t.is(closed, 2);
});

test('a stream that is refused for now is asked for again as Retry-After says, and why is told', async (t) => {
  const times: number[] = [];
  const { url } = await startServer(t, (_, response, count) => {
    times.push(performance.now());
    if (count === 1) {
      response.setHeader('Retry-After', '2');
      return problem(response, 429, 'alerts.too-many-streams');
    }
    response.writeHead(200, head);
    response.write('data: {}\n\n');
  });
  const causes: unknown[] = [];
  const onBreak = (cause: unknown) => causes.push(cause);
  for await (const _ of createClient({ baseUrl: url, retry: false }).events('/alerts/stream', { onBreak }))
    break;
  t.true((times[1] ?? 0) - (times[0] ?? 0) >= 1_990);
  t.is(causes.length, 1);
  t.true(isProblem(causes[0], 'alerts.too-many-streams'));
});

test('the signal ends a stream in its pause, too', async (t) => {
  const { url } = await startServer(t, (_, response) => {
    response.writeHead(200, head);
    response.end('retry: 600000\n\n');
  });
  const ending = new AbortController();
  const events = createClient({ baseUrl: url }).events('/alerts/stream', {
    signal: ending.signal,
    onBreak: () => setTimeout(() => ending.abort(), 20),
  });
  t.deepEqual(await events.next(), { done: true, value: undefined });
});
