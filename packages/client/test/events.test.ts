import test from 'ava';
import { createClient, ForumProblem } from '../src/index.js';
import { problem, quick, startServer } from './support/forum.js';

const head = { 'Content-Type': 'text/event-stream' };

test('events come with their names, ids and data, wherever the stream is cut into pieces', async (t) => {
  const { url } = await startServer(t, (_, response) => {
    response.writeHead(200, head);
    response.write('retry: 5\n\n: hello\n\nid: 1\nevent: alert\nda');
    response.write('ta: {"text":"Tea"}\n\ndata: a\ndata: b\n\n');
  });
  const events = createClient({ baseUrl: url }).events('/alerts/stream');
  t.deepEqual((await events.next()).value, { id: '1', event: 'alert', data: '{"text":"Tea"}' });
  t.deepEqual((await events.next()).value, { id: undefined, event: 'message', data: 'a\nb' });
  await events.return();
});

test('a stream that ends, breaks off or cannot be had for now goes on after its last event', async (t) => {
  const { url, seen } = await startServer(t, (_, response, count) => {
    if (count === 2) return void response.destroy();
    if (count === 3) return problem(response, 503, 'unavailable');
    response.writeHead(200, head);
    response.end(`retry: 5\n\nid: ${count}\ndata: x\n\n`);
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
    response.write('data: x\n\n');
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
