import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { until } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { head, lazySocket, sendRaw, statusesIn } from './support/raw.js';
import { problemOf, startGateway } from './support/upstreams.js';

test('a body that says it is too large is refused before any of it is read, and costs no service anything', async (t) => {
  const { port, add } = await startGateway(t, { BODY_BYTES: '100' });
  let asked = 0;
  await add('shop', 'shop-1', (_, response) => {
    asked += 1;
    response.end();
  });
  const text = await sendRaw(port, head('POST /shop/x HTTP/1.1', 'Host: a', 'Content-Length: 101'));
  t.deepEqual(statusesIn(text), [413]);
  t.regex(text, /"code":"request\.too-large"/);
  t.is(asked, 0);
});

test('a body that grows too large on its way is cut off with 413, and the service is told', async (t) => {
  const { url, add } = await startGateway(t, { BODY_BYTES: '100000' });
  let state = 'none';
  await add('shop', 'shop-1', (incoming) => {
    incoming.on('data', () => {
      state = 'begun';
    });
    incoming.on('error', () => {
      state = 'cut off';
    });
    incoming.on('end', () => {
      state = 'whole';
    });
  });
  const upload = request(`${url}/shop/x`, { method: 'POST' });
  upload.on('error', () => {});
  const answered = once(upload, 'response');
  upload.write(Buffer.alloc(60_000));
  await until('it has begun', () => state === 'begun');
  upload.write(Buffer.alloc(60_000));
  const [answer] = await answered;
  t.is(answer.statusCode, 413);
  await until('the service is told', () => state === 'cut off');
  upload.destroy();
});

test('a client that sends a body of the right size, in chunks or not, is served', async (t) => {
  const { url, add } = await startGateway(t, { BODY_BYTES: '1000' });
  await add('shop', 'shop-1', (incoming, response) => {
    let bytes = 0;
    incoming.on('data', (chunk) => {
      bytes += chunk.length;
    });
    incoming.on('end', () => response.end(`${bytes} ${incoming.headers['content-length']}`));
  });
  const whole = await fetch(`${url}/shop/x`, { method: 'POST', body: Buffer.alloc(1_000) });
  t.is(await whole.text(), '1000 1000');
  const chunked = request(`${url}/shop/x`, { method: 'POST' });
  chunked.write(Buffer.alloc(500));
  chunked.end(Buffer.alloc(500));
  const [answer] = await once(chunked, 'response');
  t.is(String((await once(answer, 'data'))[0]), '1000 undefined');
});

test('an upload goes no faster than its service reads', async (t) => {
  const { port, add } = await startGateway(t, { BODY_BYTES: '1000000000' });
  let read = () => {};
  let total = 0;
  await add('shop', 'shop-1', (incoming, response) => {
    incoming.pause();
    incoming.on('end', () => response.end('read'));
    read = () =>
      incoming
        .on('data', (chunk) => {
          total += chunk.length;
        })
        .resume();
  });
  const size = 100_000_000;
  const socket = connect(port, '127.0.0.1');
  socket.write(head('PUT /shop/x HTTP/1.1', 'Host: a', `Content-Length: ${size}`));
  let sent = 0;
  const chunk = Buffer.alloc(1_000_000);
  const send = () => {
    while (sent < size) {
      sent += chunk.length;
      if (!socket.write(chunk)) return void socket.once('drain', send);
    }
  };
  send();
  // It stands still far from the end, because nobody takes it.
  let before = -1;
  await until('it stands still', async () => {
    const same = sent === before;
    before = sent;
    await new Promise((resolve) => setTimeout(resolve, 300));
    return same && sent === before;
  });
  t.true(sent < size / 2, String(sent));
  read();
  await once(socket, 'data');
  t.is(total, size);
  socket.destroy();
});

test('an answer goes no faster than its client reads', async (t) => {
  const { port, add } = await startGateway(t);
  const size = 200_000_000;
  let given = 0;
  await add('shop', 'shop-1', (_, response) => {
    response.writeHead(200, { 'Content-Length': size });
    const chunk = Buffer.alloc(1_000_000);
    const give = () => {
      while (given < size) {
        given += chunk.length;
        if (!response.write(chunk)) return void response.once('drain', give);
      }
      response.end();
    };
    give();
  });
  const socket = lazySocket(port, head('GET /shop/x HTTP/1.1', 'Host: a'));
  let before = -1;
  await until('it stands still', async () => {
    const same = given > 0 && given === before;
    before = given;
    await new Promise((resolve) => setTimeout(resolve, 300));
    return same && given === before;
  });
  t.true(given < size / 2, String(given));
  let taken = 0;
  socket.on('data', (chunk) => {
    taken += chunk.length;
  });
  socket.resume();
  await until('all is there', () => taken > size);
  socket.destroy();
});

/** A service of large answers, and so many clients that take nothing of them. */
const startReaders = async (t: ExecutionContext, count: number, env: Record<string, string>) => {
  const gateway = await startGateway(t, { ADDRESS_LIMITS: 'none', ...env });
  const large = Buffer.alloc(20_000_000);
  const seen = { asked: 0, cut: 0 };
  await gateway.add('shop', 'shop-1', (request, response) => {
    if (request.url !== '/shop/large') return void response.end('there');
    seen.asked += 1;
    // Larger than all that lies between: it cannot have been taken whole.
    response.on('close', () => (seen.cut += 1));
    response.end(large);
  });
  const sockets = Array.from({ length: count }, () =>
    lazySocket(gateway.port, head('GET /shop/large HTTP/1.1', 'Host: a')),
  );
  for (const socket of sockets) socket.on('error', () => {});
  t.teardown(() => {
    for (const socket of sockets) socket.destroy();
  });
  return { ...gateway, seen };
};

test('a client that takes nothing of its answer loses it', async (t) => {
  const { seen } = await startReaders(t, 1, { READ_TIMEOUT: '200ms' });
  await until('it is cut off', () => seen.cut === 1);
  t.is(seen.asked, 1);
});

test('of the clients of one address that take nothing of their answers no more than its share are waited for', async (t) => {
  const { url, seen } = await startReaders(t, 20, { ADDRESS_SHARE: '15' });
  await until('the others are cut off', () => seen.cut >= 5);
  t.is(await (await fetch(`${url}/shop/x`)).text(), 'there');
});

test('clients of one address that read get all their answers, however many at once, and however long compressing takes', async (t) => {
  const { url, add } = await startGateway(t, { ADDRESS_LIMITS: 'none', ADDRESS_SHARE: '2' });
  const text = JSON.stringify(Array.from({ length: 10_000 }, () => Math.random()));
  await add('shop', 'shop-1', (_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': text.length }).end(text);
  });
  const ask = async (coding: string) => {
    const answer = await fetch(`${url}/shop/x`, { headers: { 'Accept-Encoding': coding } });
    return (await answer.text()) === text;
  };
  for (const coding of ['br', 'gzip', 'identity'])
    t.false((await Promise.all(Array.from({ length: 60 }, () => ask(coding)))).includes(false), coding);
});

test('of the clients of one address that take long to send no more than its share are passed on', async (t) => {
  const { url, port, add } = await startGateway(t, { ADDRESS_LIMITS: 'none', ADDRESS_SHARE: '15' });
  const seen = { asked: 0, refused: 0 };
  await add('shop', 'shop-1', (request, response) => {
    if (request.method === 'GET') return void response.end('there');
    seen.asked += 1;
    request.on('error', () => {}).resume();
  });
  const slow = head('PUT /shop/x HTTP/1.1', 'Host: a', 'Transfer-Encoding: chunked');
  for (let count = 0; count < 20; count++) {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    socket.once('data', () => (seen.refused += 1));
    socket.write(`${slow}1\r\nx\r\n`);
    t.teardown(() => socket.destroy());
  }
  await until('all have arrived', () => seen.asked + seen.refused === 20);
  t.is(seen.asked, 15);
  t.is(await (await fetch(`${url}/shop/x`)).text(), 'there');
});

test('a client that goes away before an answer began ends its request at the service', async (t) => {
  const { url, add } = await startGateway(t);
  let state = 'none';
  await add('shop', 'shop-1', (incoming, response) => {
    state = 'asked';
    incoming.resume();
    response.on('close', () => {
      state = 'gone';
    });
  });
  const leaving = new AbortController();
  const asking = fetch(`${url}/shop/x`, { method: 'POST', body: '{}', signal: leaving.signal });
  await until('it is asked', () => state === 'asked');
  leaving.abort();
  await t.throwsAsync(asking, { any: true });
  await until('the service knows', () => state === 'gone');
});

test('an answer must begin within the time that the client has, and its service is told how much that is', async (t) => {
  const { url, add } = await startGateway(t, { UPSTREAM_TIMEOUT: '60s' });
  const told: number[] = [];
  let gone = 0;
  await add('shop', 'shop-1', (incoming, response) => {
    told.push(Number(incoming.headers['x-timeout-ms']));
    if (incoming.url === '/shop/quick') response.end('there');
    else response.on('close', () => (gone += 1));
  });
  await fetch(`${url}/shop/quick`);
  const late = await fetch(`${url}/shop/slow`, { headers: { 'X-Timeout-Ms': '150' } });
  t.is(await problemOf(late), '504 application/problem+json gateway.too-slow');
  await until('the service knows', () => gone === 1);
  await fetch(`${url}/shop/quick`, { headers: { 'X-Timeout-Ms': '999999999' } });
  await fetch(`${url}/shop/quick`, { headers: { 'X-Timeout-Ms': 'soon' } });
  const [whole = 0, short = 0, ...others] = told;
  t.true(whole > 50_000 && whole <= 60_000);
  t.true(short > 0 && short <= 150);
  for (const other of others) t.true(other > 50_000 && other <= 60_000);
});

test('an answer that has begun before its body was sent whole takes as long as it likes', async (t) => {
  const { url, add } = await startGateway(t);
  await add('shop', 'shop-1', (incoming, response) => {
    response.write('begun ');
    incoming.resume().once('end', () => setTimeout(() => response.end('ended'), 1_000));
  });
  const upload = request(`${url}/shop/x`, { method: 'POST', headers: { 'X-Timeout-Ms': '500' } });
  upload.write('first');
  const [answer] = await once(upload, 'response');
  upload.end('last');
  let text = '';
  for await (const chunk of answer) text += chunk;
  t.is(text, 'begun ended');
});

test('clients that want an answer sooner than it can be there harm neither an instance nor its service', async (t) => {
  const { url, add } = await startGateway(t);
  await add('shop', 'shop-1', (incoming, response) => {
    if (incoming.url === '/shop/x') response.end('there');
  });
  const impatient = () => fetch(`${url}/shop/slow`, { headers: { 'X-Timeout-Ms': '1' } });
  // As many as would open the circuit.
  for (let time = 0; time < 20; time++)
    t.is(await problemOf(await impatient()), '504 application/problem+json gateway.too-slow');
  t.is(await (await fetch(`${url}/shop/x`)).text(), 'there');
});

test('large bodies that are refused before they were read harm neither an instance nor its service', async (t) => {
  const { url, add } = await startGateway(t);
  await add('shop', 'shop-1', (incoming, response) => {
    if (incoming.method === 'GET') response.end('there');
    // The answer is lost with its connection.
    else incoming.once('data', () => incoming.socket.destroy());
  });
  for (let time = 0; time < 20; time++) {
    const upload = await fetch(`${url}/shop/x`, { method: 'PUT', body: Buffer.alloc(1_000_000) });
    t.is(await problemOf(upload), '502 application/problem+json gateway.broken');
  }
  t.is(await (await fetch(`${url}/shop/x`)).text(), 'there');
});

test('the second try has only what is left of the time', async (t) => {
  const { url, add } = await startGateway(t);
  const told: number[] = [];
  for (const name of ['shop-1', 'shop-2'])
    await add('shop', name, (incoming, response) => {
      told.push(Number(incoming.headers['x-timeout-ms']));
      if (told.length === 1) setTimeout(() => incoming.socket.destroy(), 300);
      else response.end();
    });
  await fetch(`${url}/shop/x`, { headers: { 'X-Timeout-Ms': '20000' } });
  const [first = 0, second = 0] = told;
  t.true(second <= first - 250, String(told));
});

test('a streamed body that was not begun goes to another instance', async (t) => {
  const { url, add } = await startGateway(t, { BODY_BYTES: '10000000' });
  const dead = await add('shop', 'shop-1', (_, response) => response.end('dead'));
  await add('shop', 'shop-2', (incoming, response) => {
    let bytes = 0;
    incoming.on('data', (chunk) => {
      bytes += chunk.length;
    });
    incoming.on('end', () => response.end(String(bytes)));
  });
  dead.kill();
  for (let time = 0; time < 6; time++) {
    const answer = await fetch(`${url}/shop/x`, { method: 'PUT', body: Buffer.alloc(1_000_000) });
    t.is(await answer.text(), '1000000');
  }
});
