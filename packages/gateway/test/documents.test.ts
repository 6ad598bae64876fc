import type { RequestListener } from 'node:http';
import { defineService, PageOf, PageQuery, route, startService } from '@obey/service-kit';
import { until } from '@obey/test-servers';
import { Validator } from '@seriousme/openapi-schema-validator';
import test from 'ava';
import Type from 'typebox';
import { startGateway } from './support/upstreams.js';

interface Merged {
  readonly info: { readonly 'x-missing'?: readonly string[] };
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>;
}

const read = async (url: string): Promise<Merged> =>
  JSON.parse(await (await fetch(`${url}/openapi.json`)).text());

const describing =
  (service: string, ...words: string[]): RequestListener =>
  (_request, response) => {
    const paths = Object.fromEntries(
      words.map((word) => [
        `/${service}/${word}`,
        { get: { operationId: `${service}.${word}`, responses: { 200: { description: 'Done' } } } },
      ]),
    );
    response.end(JSON.stringify({ openapi: '3.1.0', info: { title: service, version: '1' }, paths }));
  };

const Order = Type.Object({ id: Type.String() }, { title: 'Order' });
const shop = defineService({
  name: 'shop',
  config: {},
  create: () => ({
    routes: [
      route({
        method: 'GET',
        path: '/shop/orders',
        summary: 'List the orders',
        access: 'anyone',
        query: PageQuery,
        answers: { 200: PageOf(Order) },
        handle: () => ({ status: 200, body: { items: [], next: null, previous: null } }),
      }),
      route({
        method: 'POST',
        path: '/shop/orders/:id/lines',
        summary: 'Add a line',
        access: 'anyone',
        idempotent: true,
        params: Type.Object({ id: Type.String() }),
        body: Type.Object({ note: Type.String() }),
        answers: { 201: Order },
        handle: ({ params }) => ({ status: 201, body: params }),
      }),
    ],
  }),
});

test.serial(
  'the document of the whole is valid OpenAPI 3.1, of what services made of this kit tell',
  async (t) => {
    const { url, redis } = await startGateway(t);
    const running = await startService(shop, { REDIS_URL: redis.url }, { log: 'silent' });
    t.teardown(() => running.stop());
    await until('it is found', async () => '/shop/orders' in (await read(url)).paths);
    const document = await read(url);
    const { valid, errors } = await new Validator().validate({ ...document });
    t.true(valid, JSON.stringify(errors));
    const ids = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    t.is(new Set(ids).size, ids.length);
    for (const id of ['shop.listOrders', 'shop.createOrderLine', 'gateway.getHealth', 'gateway.getOpenApi'])
      t.true(ids.includes(id), id);
  },
);

test.serial(
  'it is kept by its ETag, and is another as soon as other instances tell other things',
  async (t) => {
    const { url, add } = await startGateway(t);
    const old = await add('shop', 'a', describing('shop', 'orders'));
    const first = await fetch(`${url}/openapi.json`);
    const etag = first.headers.get('etag') ?? '';
    t.is(first.headers.get('cache-control'), 'no-cache');
    const asked = () =>
      fetch(`${url}/openapi.json`, { headers: { 'If-None-Match': etag, 'Cache-Control': 'max-age=0' } });
    t.is((await asked()).status, 304);
    await add('shop', 'b', describing('shop', 'orders', 'parcels'));
    await old.withdraw();
    await until('the new one is described', async () => '/shop/parcels' in (await read(url)).paths);
    t.is((await asked()).status, 200);
  },
);

test.serial('a service is asked once for as long as its instances stay, whoever asks', async (t) => {
  const { url, add } = await startGateway(t);
  let asked = 0;
  await add('shop', 'a', (request, response) => {
    if (request.url === '/shop/openapi.json') asked += 1;
    describing('shop', 'orders')(request, response);
  });
  await Promise.all(Array.from({ length: 8 }, () => read(url)));
  await read(url);
  t.is(asked, 1);
});

test.serial(
  'a service that is away is described as it was last; one that was never there is named',
  async (t) => {
    const { url, add } = await startGateway(t);
    t.deepEqual((await read(url)).info['x-missing'], ['shop', 'post']);
    const instance = await add('shop', 'a', describing('shop', 'orders'));
    t.true('/shop/orders' in (await read(url)).paths);
    instance.kill();
    await instance.withdraw();
    await until('it is gone', async () => (await fetch(`${url}/shop/orders`)).status === 503);
    const { info, paths } = await read(url);
    t.true('/shop/orders' in paths);
    t.deepEqual(info['x-missing'], ['post']);
  },
);

test.serial('what serves nonsense, an error or nothing as its document harms no other', async (t) => {
  const { url, add } = await startGateway(t, { SERVICES: 'shop,post,mint,tomb' });
  await add('post', 'nonsense', (_request, response) => response.end('<html>'));
  await add('mint', 'error', (_request, response) =>
    response.writeHead(500).end('{"openapi":"3.1.0","paths":{}}'),
  );
  await add('tomb', 'nothing', (_request, response) => response.destroy());
  await add('shop', 'a', describing('shop', 'orders'));
  const { info, paths } = await read(url);
  t.true('/shop/orders' in paths);
  t.deepEqual(info['x-missing'], ['post', 'mint', 'tomb']);
});
