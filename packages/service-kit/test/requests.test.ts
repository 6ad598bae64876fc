import { gzipSync } from 'node:zlib';
import test from 'ava';
import Type from 'typebox';
import { type Answers, route } from '../src/index.js';
import { pointers, problem, send, startShop } from './support/shop.js';

const Address = Type.Object({ city: Type.String(), 'zip/code': Type.Optional(Type.String()) });
const Order = Type.Object({
  email: Type.String({ minLength: 3 }),
  count: Type.Integer({ minimum: 1 }),
  address: Type.Optional(Address),
  tags: Type.Optional(Type.Array(Type.Union([Type.Literal('gift'), Type.Literal('rush')]))),
});

const routes = [
  route({
    method: 'POST',
    path: '/shop/orders',
    summary: 'Order',
    access: 'anyone',
    body: Order,
    idempotent: true,
    answers: { 201: Type.Object({ order: Order, key: Type.Union([Type.String(), Type.Null()]) }) },
    handle: ({ body, idempotencyKey }) => ({
      status: 201,
      body: { order: body, key: idempotencyKey ?? null },
    }),
  }),
  route({
    method: 'POST',
    path: '/shop/notes',
    summary: 'Keep anything',
    access: 'anyone',
    body: Type.Object({ note: Type.Unknown() }),
    answers: { 204: null },
    handle: () => ({ status: 204 }),
  }),
  route({
    method: 'GET',
    path: '/shop/orders/:number',
    summary: 'Look',
    access: 'anyone',
    params: Type.Object({ number: Type.Integer() }),
    query: Type.Object({
      limit: Type.Optional(Type.Integer({ maximum: 100 })),
      open: Type.Optional(Type.Boolean()),
      kind: Type.Optional(Type.Array(Type.String())),
      by: Type.Optional(Type.String()),
    }),
    answers: { 200: Type.Object({ number: Type.Integer(), query: Type.Unknown() }) },
    handle: ({ params, query }) => ({ status: 200, body: { number: params.number, query } }),
  }),
];

test('a body that fits arrives as it was sent', async (t) => {
  const { url } = await startShop(t, { routes });
  const order = { email: 'a@b', count: 2, address: { city: 'x' }, tags: ['gift'] };
  const answer = await send(`${url}/shop/orders`, 'POST', order, { 'Idempotency-Key': 'abc' });
  t.is(answer.status, 201);
  t.deepEqual(answer.body, { order, key: 'abc' });
});

test('all bad fields of a body are pointed at together, unknown ones at every depth among them', async (t) => {
  const { url } = await startShop(t, { routes });
  const answer = await send(`${url}/shop/orders`, 'POST', {
    count: 0,
    admin: true,
    address: { city: 'x', 'zip/code': 7, $set: 1 },
    tags: ['gift', 'cheap'],
  });
  t.is(problem(answer), '422 application/problem+json request.invalid');
  t.deepEqual(pointers(answer).sort(), [
    'body /address/$set',
    'body /address/zip~1code',
    'body /admin',
    'body /count',
    'body /email',
    'body /tags/1',
  ]);
});

test('an operator of MongoDB is no value of any field', async (t) => {
  const { url } = await startShop(t, { routes });
  for (const email of [{ $gt: '' }, { $ne: null }, ['a@b'], null]) {
    const answer = await send(`${url}/shop/orders`, 'POST', { email, count: 1 });
    t.is(problem(answer), '422 application/problem+json request.invalid');
    t.deepEqual(pointers(answer), ['body /email']);
  }
  const polluted = await send(`${url}/shop/orders`, 'POST', '{"email":"a@b","count":1,"__proto__":{"x":1}}');
  t.is(problem(polluted), '400 application/problem+json request.malformed');
  const query = await send(`${url}/shop/orders/7?by[$gt]=`, 'GET');
  t.deepEqual(pointers(query), ['query /by[$gt]']);
});

test('what is no JSON object is 400, and what is not called JSON is 415', async (t) => {
  const { url } = await startShop(t, { routes });
  for (const text of ['{"email":', '"text"', '', 'null', '{"a":1}{"b":2}'])
    t.is(
      problem(await send(`${url}/shop/orders`, 'POST', text)),
      '400 application/problem+json request.malformed',
      text,
    );
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
  t.is(
    problem(await send(`${url}/shop/orders`, 'POST', 'email=a', form)),
    '415 application/problem+json request.unsupported-media-type',
  );
});

test('a body is at most 1 MiB, also when it arrives compressed', async (t) => {
  const { url } = await startShop(t, { routes });
  const sized = (bytes: number) => JSON.stringify({ note: 'x'.repeat(bytes - 11) });
  t.is((await send(`${url}/shop/notes`, 'POST', sized(1_048_576))).status, 204);
  const over = sized(1_048_577);
  t.is(
    problem(await send(`${url}/shop/notes`, 'POST', over)),
    '413 application/problem+json request.too-large',
  );
  const bomb = await fetch(`${url}/shop/notes`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
    body: gzipSync(JSON.stringify({ note: 'x'.repeat(50_000_000) })),
  });
  t.is(bomb.status, 413);
});

test('a body is at most 32 levels deep', async (t) => {
  const { url } = await startShop(t, { routes });
  const nested = (levels: number) => `{"note":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;
  t.is((await send(`${url}/shop/notes`, 'POST', nested(32))).status, 204);
  for (const levels of [33, 400_000])
    t.is(
      problem(await send(`${url}/shop/notes`, 'POST', nested(levels))),
      '400 application/problem+json request.too-deep',
    );
});

test('texts of path and query become what their schemas say, and nothing else passes', async (t) => {
  const { url } = await startShop(t, { routes });
  const answer = await send(`${url}/shop/orders/7?limit=5&open=true&kind=a&by=12`, 'GET');
  t.deepEqual(answer.body, { number: 7, query: { limit: 5, open: true, kind: ['a'], by: '12' } });
  const bad = await send(`${url}/shop/orders/x?limit=101&open=1&by=a&by=b&page=2`, 'GET');
  t.is(problem(bad), '422 application/problem+json request.invalid');
  t.deepEqual(pointers(bad).sort(), [
    'path /number',
    'query /by',
    'query /limit',
    'query /open',
    'query /page',
  ]);
  t.deepEqual(pointers(await send(`${url}/shop/orders?x=1`, 'POST', { email: 'a@b', count: 1 })), [
    'query /x',
  ]);
});

test('a path that is not there is 404; one that has other methods is 405 and names them', async (t) => {
  const { url } = await startShop(t, { routes });
  for (const path of ['/', '/shop', '/Shop/orders', '/shop/orders/', '/shop/orders/%zz/7', '/../etc/passwd'])
    t.is(problem(await send(url + path, 'GET')), '404 application/problem+json request.no-such-path', path);
  const wrong = await send(`${url}/shop/orders`, 'DELETE');
  t.is(problem(wrong), '405 application/problem+json request.method-not-allowed');
  t.is(wrong.headers.get('allow'), 'POST');
});

test('an Idempotency-Key is 1 to 255 visible characters', async (t) => {
  const { url } = await startShop(t, { routes });
  const order = { email: 'a@b', count: 1 };
  const withKey = (key: string) => send(`${url}/shop/orders`, 'POST', order, { 'Idempotency-Key': key });
  t.is((await withKey('k'.repeat(255))).status, 201);
  for (const key of ['k'.repeat(256), 'a b', 'ä'])
    t.deepEqual(pointers(await withKey(key)), ['header /Idempotency-Key'], key);
});

test('a route whose path and parameters disagree is refused at once', (t) => {
  const wrong = () =>
    route({
      method: 'GET',
      path: '/shop/:id',
      summary: 'x',
      access: 'anyone',
      params: Type.Object({ number: Type.Integer() }),
      answers: { 204: null },
      handle: () => ({ status: 204 }),
    });
  t.throws(wrong, { instanceOf: TypeError, message: /\[id\].*\[number\]/ });
});

test('an answer that no status documents is refused at once', (t) => {
  const wrong = (answers: Answers) => () =>
    route({
      method: 'GET',
      path: '/shop',
      summary: 'x',
      access: 'anyone',
      answers,
      handle: () => ({ status: 204 }),
    });
  t.notThrows(wrong({ 204: null }));
  const slippedIn = { 204: null, Order: Type.Object({}) };
  t.throws(wrong(slippedIn), { instanceOf: TypeError, message: /GET \/shop .*\[Order\]/ });
  t.throws(wrong({ 20: null }), { instanceOf: TypeError });
});

test('a body that is not compressed as it says is malformed', async (t) => {
  const { url } = await startShop(t, { routes });
  for (const encoding of ['gzip', 'br', 'deflate']) {
    const answer = await fetch(`${url}/shop/orders`, {
      method: 'POST',
      body: 'this is no compressed text, whatever it says of itself',
      headers: { 'Content-Type': 'application/json', 'Content-Encoding': encoding },
    });
    t.is(answer.status, 400, encoding);
  }
});
