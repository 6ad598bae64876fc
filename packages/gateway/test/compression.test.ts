import { once } from 'node:events';
import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import test, { type ExecutionContext } from 'ava';
import { type Coding, codingFor, isCompressible } from '../src/codings.js';
import { startGateway } from './support/upstreams.js';

const text = JSON.stringify({ text: 'many words '.repeat(500) });

const start = async (t: ExecutionContext, give: (response: ServerResponse) => void) => {
  const { url, add } = await startGateway(t);
  await add('shop', 'shop-1', (_, response) => {
    response.setHeader('Content-Type', 'application/json');
    give(response);
  });
  return async (accept: string | undefined, method = 'GET') => {
    const headers = accept === undefined ? {} : { 'Accept-Encoding': accept };
    const asking = request(`${url}/shop/x`, { method, headers }).end();
    const [answer]: IncomingMessage[] = await once(asking, 'response');
    const chunks: Buffer[] = [];
    for await (const chunk of answer ?? []) chunks.push(chunk);
    return { headers: answer?.headers ?? {}, body: Buffer.concat(chunks) };
  };
};

const whole =
  (headers: Record<string, string> = {}) =>
  (response: ServerResponse) => {
    response.writeHead(200, { 'Content-Length': text.length, ...headers }).end(text);
  };

test('an answer is compressed as the client likes it, and caches are told', async (t) => {
  const ask = await start(t, whole({ Vary: 'Accept', ETag: 'W/"1"' }));
  const brotli = await ask('gzip, deflate, br');
  t.is(brotli.headers['content-encoding'], 'br');
  t.is(brotliDecompressSync(brotli.body).toString(), text);
  t.is(brotli.headers['content-length'], undefined);
  const gzip = await ask('gzip, br;q=0.5');
  t.is(gzip.headers['content-encoding'], 'gzip');
  t.is(gunzipSync(gzip.body).toString(), text);
  const plain = await ask(undefined);
  t.is(plain.headers['content-encoding'], undefined);
  t.is(plain.body.toString(), text);
  for (const { headers } of [brotli, gzip, plain]) {
    t.is(headers.vary, 'Accept, Accept-Encoding');
    t.is(headers.etag, 'W/"1"');
  }
});

test('a strong ETag names the bytes that a service gave: these are left as they are', async (t) => {
  const ask = await start(t, whole({ ETag: '"1"' }));
  const { headers, body } = await ask('br');
  t.is(headers['content-encoding'], undefined);
  t.is(headers.etag, '"1"');
  t.is(headers['content-length'], String(text.length));
  t.is(body.toString(), text);
});

test('what a service has compressed is passed on as it is', async (t) => {
  const ask = await start(t, whole({ 'Content-Encoding': 'x-own' }));
  const { headers, body } = await ask('br');
  t.is(headers['content-encoding'], 'x-own');
  t.is(body.toString(), text);
});

test('an answer without a length is compressed part by part: each arrives when it is given', async (t) => {
  let more = () => {};
  const { url, add } = await startGateway(t);
  await add('shop', 'shop-1', (_, response) => {
    response.setHeader('Content-Type', 'application/x-ndjson');
    response.write(`${text}\n`);
    more = () => response.end('last');
  });
  const answer = await fetch(`${url}/shop/x`, { headers: { 'Accept-Encoding': 'br' } });
  t.is(answer.headers.get('content-encoding'), 'br');
  const reader = answer.body?.getReader();
  let seen = '';
  while (!seen.includes('\n')) seen += Buffer.from((await reader?.read())?.value ?? []).toString();
  more();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read())
    seen += Buffer.from(part.value).toString();
  t.is(seen, `${text}\nlast`);
});

test('a HEAD has no body to compress', async (t) => {
  const ask = await start(
    t,
    (response) => void response.writeHead(200, { 'Content-Length': text.length }).end(),
  );
  const { headers, body } = await ask('br', 'HEAD');
  t.is(headers['content-length'], String(text.length));
  t.is(body.length, 0);
});

test('an answer that breaks off while it is compressed reaches no client as a whole one', async (t) => {
  const ask = await start(t, (response) => {
    response.write(text);
    setImmediate(() => response.destroy());
  });
  await t.throwsAsync(ask('gzip'));
});

test('the coding that the client likes best is taken, and none that it refuses', (t) => {
  const cases: readonly (readonly [string | undefined, Coding?])[] = [
    [undefined],
    [''],
    ['identity'],
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['br', 'br'],
    ['gzip, br', 'br'],
    ['gzip;q=1.0, br;q=0.8', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['*', 'br'],
    ['*;q=0'],
    ['*, br;q=0', 'gzip'],
    ['gzip;q=x'],
  ];
  for (const [accept, coding] of cases) t.is(codingFor(accept), coding, accept);
});

test('only what gains by it is compressed', (t) => {
  const may = (headers: Record<string, string>, status = 200) => isCompressible(status, headers);
  const json = { 'content-type': 'application/json', 'content-length': '2000' };
  t.true(may(json));
  for (const type of ['text/html; charset=utf-8', 'application/problem+json', 'image/svg+xml', 'text/css'])
    t.true(may({ ...json, 'content-type': type }), type);
  for (const type of ['text/event-stream', 'image/png', 'application/octet-stream', 'video/mp4', ''])
    t.false(may({ ...json, 'content-type': type }), type);
  t.false(may({ ...json, 'content-length': '100' }));
  t.false(may({ ...json, 'cache-control': 'private, no-transform' }));
  for (const status of [204, 206, 304]) t.false(may(json, status));
});
