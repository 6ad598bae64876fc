import test from 'ava';
import Type from 'typebox';
import { PageQuery, route } from '../src/index.js';
import { send, startShop } from './support/shop.js';

const Order = Type.Object({ id: Type.String({ format: 'uuid' }), note: Type.Optional(Type.String()) });

const routes = [
  route({
    method: 'GET',
    path: '/shop/orders',
    summary: 'List',
    access: 'anyone',
    query: PageQuery,
    answers: { 200: Type.Array(Order) },
    handle: () => ({ status: 200, body: [] }),
  }),
  route({
    method: 'POST',
    path: '/shop/orders',
    summary: 'Order',
    description: 'At once.',
    access: 'anyone',
    idempotent: true,
    body: Type.Object({ note: Type.String() }),
    answers: { 201: Order, 204: null },
    handle: () => ({ status: 204 }),
  }),
  route({
    method: 'DELETE',
    path: '/shop/orders/:id/lines/:line',
    summary: 'Strike',
    access: 'anyone',
    params: Type.Object({ id: Type.String(), line: Type.Integer() }),
    answers: { 204: null },
    handle: () => ({ status: 204 }),
  }),
  route({
    method: 'GET',
    path: '/shop/stream',
    summary: 'Follow',
    access: 'anyone',
    answers: { 200: { contentType: 'text/event-stream' } },
    handle: () => ({ status: 200, body: 'data: 1\n\n' }),
  }),
];

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

test('the documented routes are the served ones: these methods and no others', async (t) => {
  const { url } = await startShop(t, { routes });
  const { body } = await send(`${url}/shop/openapi.json`, 'GET');
  const paths: Record<string, object> = Object(body.paths);
  const documented = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  t.deepEqual(
    documented.sort(),
    routes.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`).sort(),
  );
  for (const path of Object.keys(paths))
    for (const method of methods) {
      const { status } = await fetch(url + path.replaceAll(/\{\w+\}/g, '1'), { method });
      t.is(status !== 405 && status !== 404, documented.includes(`${method} ${path}`), `${method} ${path}`);
    }
});

test('the document is OpenAPI 3.1 with all that a client must know', async (t) => {
  const { url } = await startShop(t, { routes });
  const { body, headers } = await send(`${url}/shop/openapi.json`, 'GET');
  t.regex(headers.get('content-type') ?? '', /^application\/json/);
  t.is(body.openapi, '3.1.0');
  t.like(body.paths, {
    '/shop/orders': {
      get: { parameters: [{ name: 'limit', in: 'query', required: false }, { name: 'cursor' }] },
      post: {
        description: 'At once.',
        parameters: [{ name: 'Idempotency-Key', in: 'header' }],
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { required: ['note'], additionalProperties: false } } },
        },
        responses: {
          201: { content: { 'application/json': { schema: { required: ['id'] } } } },
          204: { description: 'No Content' },
          default: {
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          },
        },
      },
    },
    '/shop/orders/{id}/lines/{line}': {
      delete: {
        parameters: [
          { name: 'id', in: 'path', required: true },
          { name: 'line', in: 'path', required: true, schema: { type: 'integer' } },
        ],
      },
    },
    '/shop/stream': {
      get: { responses: { 200: { content: { 'text/event-stream': { schema: { type: 'string' } } } } } },
    },
  });
  t.like(body.components, { securitySchemes: { accessToken: { type: 'http', scheme: 'bearer' } } });
});
