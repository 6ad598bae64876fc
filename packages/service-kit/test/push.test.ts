import { once } from 'node:events';
import { get } from 'node:http';
import { connect } from 'node:net';
import { until } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { type Line, type Parts, type Push, refuse, route } from '../src/index.js';
import { DoorPassTaken, openNews, startDoors } from './support/doors.js';
import { problem, send, startShop } from './support/shop.js';

const pushing = (push: Push): Parts => ({
  routes: [
    route({
      method: 'GET',
      path: '/shop/news',
      summary: 'Follow',
      access: 'anyone',
      answers: { 200: { contentType: 'text/event-stream' } },
      handle: () => ({ status: 200, body: push }),
    }),
  ],
});

/** A shop that pushes, and what its writers were told. */
const startPushing = async (t: ExecutionContext, begin: (line: Line) => void = () => {}) => {
  const lines: Line[] = [];
  let drained = 0;
  let closed = 0;
  const shop = await startShop(
    t,
    pushing((line) => {
      lines.push(line);
      begin(line);
      return {
        drained: () => {
          drained += 1;
        },
        closed: () => {
          closed += 1;
        },
      };
    }),
  );
  const open = async () => {
    const asking = get(`${shop.url}/shop/news`, { headers: { 'Accept-Encoding': 'gzip' } });
    asking.on('error', () => {});
    t.teardown(() => asking.destroy());
    const [answer] = await once(asking, 'response');
    let text = '';
    answer.on('data', (piece: Buffer) => {
      text += piece;
    });
    answer.on('error', () => {});
    return { asking, answer, text: () => text };
  };
  return { ...shop, lines, open, drained: () => drained, closed: () => closed };
};

test('what is pushed begins at once, comes as it is written, and is told when its client leaves', async (t) => {
  const { lines, open, closed } = await startPushing(t);
  const client = await open();
  t.is(client.answer.statusCode, 200);
  t.regex(String(client.answer.headers['content-type']), /^text\/event-stream/);
  t.is(client.answer.headers['content-encoding'], undefined);
  t.truthy(client.answer.headers['x-correlation-id']);
  for (const piece of ['data: 1\n\n', 'data: 2\n\n']) {
    lines[0]?.write(piece);
    await until('it has come', () => client.text().endsWith(piece));
  }
  client.asking.destroy();
  await until('the writer is told', () => closed() === 1);
  t.false(lines[0]?.write('data: 3\n\n'));
});

test('a line that is ended is a whole answer, one that is cut is not, and each is closed once', async (t) => {
  const { lines, open, closed } = await startPushing(t);
  const [ended, cut] = [await open(), await open()];
  for (const line of lines) line.write('data: 1\n\n');
  await until('both have it', () => ended.text() !== '' && cut.text() !== '');
  lines[0]?.end();
  lines[1]?.cut();
  await until('both are over', () => ended.answer.closed && cut.answer.closed);
  t.deepEqual([ended.answer.complete, cut.answer.complete], [true, false]);
  t.is(closed(), 2);
});

test('a line may be ended while it begins', async (t) => {
  const { open, closed } = await startPushing(t, (line) => {
    line.write('data: all\n\n');
    line.end();
  });
  const client = await open();
  await until('it is over', () => client.answer.closed);
  t.is(client.text(), 'data: all\n\n');
  t.true(client.answer.complete);
  t.is(closed(), 1);
});

test('whoever writes is told when a client that has stopped reading goes on', async (t) => {
  const { url, lines, drained } = await startPushing(t);
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  t.teardown(() => socket.destroy());
  socket.write('GET /shop/news HTTP/1.1\r\nHost: x\r\n\r\n');
  await until('it is open', () => lines.length === 1);
  const piece = 'x'.repeat(100_000);
  let written = 0;
  while (lines[0]?.write(piece)) written += 1;
  t.is(drained(), 0);
  socket.resume();
  await until('it goes on', () => drained() === 1);
  t.true(written < 1_000);
});

test('what is pushed may be refused as long as nothing is written, and HEAD pushes nothing', async (t) => {
  let opened = 0;
  const { url } = await startShop(
    t,
    pushing(() => {
      opened += 1;
      return refuse('too-many', 'shop.too-many', 'Close one', { retryAfterSeconds: 7 });
    }),
  );
  t.is((await fetch(`${url}/shop/news`, { method: 'HEAD' })).status, 200);
  t.is(opened, 0);
  const refused = await send(`${url}/shop/news`, 'GET');
  t.is(problem(refused), '429 application/problem+json shop.too-many');
  t.is(refused.headers.get('retry-after'), '7');
});

test('what is pushed ends whole when the service stops', async (t) => {
  const { lines, open, closed, stop } = await startPushing(t);
  const client = await open();
  lines[0]?.write('data: 1\n\n');
  await stop();
  await until('it is over', () => client.answer.closed);
  t.true(client.answer.complete);
  t.is(closed(), 1);
});

test('what is pushed ends with the token that it was opened with', async (t) => {
  const { door, start, token } = await startDoors(t);
  const shop = await start();
  const open = async (holder: string, pass: string) =>
    openNews(t, shop.url, await token(holder, pass), '/shop/pushed');
  const [ada, ben] = [await open('ada', 'p-1'), await open('ben', 'p-2')];
  await door.publish(DoorPassTaken, { holder: 'ada', pass: 'p-1' });
  await until('hers has ended', () => ada.state() === 'ended');
  t.is(ben.state(), 'open');
  t.is((await openNews(t, shop.url, await token('ada', 'p-1'), '/shop/pushed')).status, 401);
});
