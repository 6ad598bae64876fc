import test from 'ava';
import { generate } from '../src/generate.js';
import { methodsOf } from '../src/methods.js';
import { namesOf } from '../src/names.js';

const json = {
  200: { description: 'Done', content: { 'application/json': { schema: { type: 'string' } } } },
};
const page = { 200: { description: 'Done', content: { 'text/html': { schema: { type: 'string' } } } } };

const document = {
  openapi: '3.1.0',
  info: { title: 'x', version: '1' },
  paths: {
    '/shop/orders/{id}': {
      get: {
        operationId: 'shop.getOrder',
        summary: 'Read an order',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: json,
      },
    },
    '/shop/orders': {
      get: { operationId: 'shop.listOrders', responses: json },
      post: {
        operationId: 'shop.createOrder',
        parameters: [{ name: 'Idempotency-Key', in: 'header', schema: { type: 'string' } }],
        requestBody: { required: true, content: {} },
        responses: json,
      },
    },
    '/mint/page': { get: { operationId: 'mint.showPage', responses: page } },
    '/mint/coins': { get: { operationId: 'mint.listCoins', responses: json } },
  },
};

test('each operation is a method of its service, which takes what it must and may', (t) => {
  const text = methodsOf(document);
  t.regex(text, /getOrder: \(init: Init<'\/shop\/orders\/\{id\}', 'get'>\) => dataOf\(http\.GET\(/);
  t.regex(text, /listOrders: \(init\?: Init</);
  t.regex(text, /\/\*\* Read an order: `GET \/shop\/orders\/\{id\}`\. \*\//);
  t.true(text.indexOf('mint: {') < text.indexOf('shop: {'));
});

test('pages make no method', (t) => {
  t.notRegex(methodsOf(document), /showPage/);
});

test('the paths that take an Idempotency-Key are known', (t) => {
  t.regex(methodsOf(document), /new Set\(\[\n {2}'\/shop\/orders',\n\]\)/);
});

test('an operation without a name that makes a method is told', (t) => {
  const nameless = { paths: { '/shop': { get: { operationId: 'shop list', responses: json } } } };
  t.throws(() => methodsOf(nameless), { message: 'GET /shop is called shop list, which makes no method' });
});

test('the order in which services are described makes no difference', async (t) => {
  const turned = { ...document, paths: Object.fromEntries(Object.entries(document.paths).reverse()) };
  t.deepEqual(await generate(document), await generate(turned));
});

const stream = (schema: object) => ({
  paths: {
    '/shop/stream': {
      get: { responses: { 200: { content: { 'text/event-stream': { 'x-events': { order: schema } } } } } },
    },
  },
  components: {
    responses: { Conflict: { properties: { code: { enum: ['shop.sold-out', 'shop.closed'] } } } },
  },
});

test('streams are known by their events, and refusals by their codes', (t) => {
  const text = namesOf(stream({ $ref: '#/components/schemas/ShopOrder' }));
  t.regex(text, /'\/shop\/stream': \{ order: components\['schemas'\]\['ShopOrder'\] \};/);
  t.regex(text, /ProblemCode =\n {2}\| 'shop\.closed'\n {2}\| 'shop\.sold-out';/);
});

test('an event whose data have no name is told', (t) => {
  t.throws(() => namesOf(stream({ type: 'object' })), { message: /event order have no name/ });
});
