import test from 'ava';
import Type from 'typebox';
import { PageQuery, refuse, route } from '../src/index.js';
import { openApi } from '../src/openapi.js';
import { problem, send, startShop } from './support/shop.js';

const Order = Type.Object({ id: Type.String() }, { title: 'Order' });

const buying = route({
  method: 'POST',
  path: '/shop/orders/:id/pay',
  summary: 'Pay',
  access: { permission: 'shop.pay' },
  idempotent: true,
  versioned: true,
  params: Type.Object({ id: Type.String() }),
  body: Type.Object({ cents: Type.Integer() }),
  answers: { 200: Order },
  headers: ['ETag'],
  refuses: [{ 409: ['shop.sold-out'] }, { 404: ['shop.no-such-order'], 409: ['shop.paid'] }],
  handle: ({ params }) => ({ status: 200, headers: { ETag: '"1"' }, body: params }),
});

const listening = route({
  method: 'GET',
  path: '/shop/stream',
  summary: 'Follow',
  access: 'anyone',
  answers: { 200: { contentType: 'text/event-stream', events: { order: Order }, resumes: true } },
  handle: () => ({ status: 200, body: 'data: 1\n\n' }),
});

const listed = route({
  method: 'GET',
  path: '/shop/orders',
  summary: 'List',
  access: 'visitor',
  query: PageQuery,
  answers: { 200: Type.Array(Order) },
  handle: () => ({ status: 200, body: [] }),
});

interface Answer {
  readonly description: string;
  readonly headers?: object;
  readonly content?: Readonly<Record<string, { readonly schema: { readonly allOf?: readonly object[] } }>>;
}

const operations = () => {
  const { paths } = openApi('shop', [buying, listening, listed]);
  const answersOf = (path: string, method: string): Readonly<Record<string, Answer>> =>
    Object(paths[path]?.[method]).responses;
  return {
    paths,
    pay: answersOf('/shop/orders/{id}/pay', 'post'),
    list: answersOf('/shop/orders', 'get'),
    stream: answersOf('/shop/stream', 'get'),
  };
};

const codesIn = (answer: Answer | undefined): unknown =>
  Object(answer?.content?.['application/problem+json']?.schema.allOf?.[1]).properties?.code.enum;

test('each refusal of a route is documented by status and code: its own, and those of how it is asked', (t) => {
  const { pay, list } = operations();
  t.deepEqual(codesIn(pay[409]), ['shop.sold-out', 'shop.paid']);
  t.deepEqual(codesIn(pay[404]), ['shop.no-such-order']);
  t.deepEqual(codesIn(pay[403]), ['permission.missing']);
  t.deepEqual(codesIn(pay[412]), ['request.version-passed']);
  t.deepEqual(codesIn(pay[422]), ['request.invalid']);
  t.deepEqual(codesIn(list[422]), ['request.invalid', 'cursor.invalid']);
  t.deepEqual(codesIn(operations().stream[422]), ['request.invalid']);
  t.like(codesIn(pay[401]), ['token.missing', 'token.invalid']);
  t.like(codesIn(list[401]), ['token.invalid']);
  t.is(list[403], undefined);
  t.deepEqual(codesIn(list[503]), ['token.no-keys']);
  t.is(operations().stream[503], undefined);
});

test('headers of answers are documented where they stand: ETag, WWW-Authenticate', (t) => {
  const { pay } = operations();
  t.deepEqual(Object.keys(pay[200]?.headers ?? {}), ['ETag']);
  t.deepEqual(Object.keys(pay[412]?.headers ?? {}), ['ETag']);
  t.deepEqual(Object.keys(pay[401]?.headers ?? {}), ['WWW-Authenticate']);
});

test('a stream tells its events by name, and where it goes on', (t) => {
  t.like(operations().paths['/shop/stream'], {
    get: {
      security: [],
      parameters: [{ name: 'Last-Event-ID', in: 'header' }],
      responses: {
        200: {
          content: { 'text/event-stream': { 'x-events': { order: { $ref: '#/components/schemas/Order' } } } },
        },
      },
    },
  });
});

const refusing = (path: string, code: string, log: string[]) => ({
  route: route({
    method: 'GET',
    path,
    summary: 'Refuse',
    access: 'anyone',
    answers: { 204: null },
    refuses: { 409: ['shop.sold-out'] },
    handle: () => refuse('conflict', code, 'Not now'),
  }),
  log: { write: (line: string) => void log.push(line) },
});

test('a refusal that is not documented is answered, and told to the log', async (t) => {
  const lines: string[] = [];
  for (const code of ['shop.sold-out', 'shop.closed']) {
    const { route: closed, log } = refusing('/shop/a', code, lines);
    const { url } = await startShop(t, { routes: [closed] }, {}, { log });
    t.is(problem(await send(`${url}/shop/a`, 'GET')), `409 application/problem+json ${code}`);
  }
  const told = lines.filter((line) => line.includes('not documented'));
  t.is(told.length, 1);
  t.regex(told[0] ?? '', /shop\.closed/);
});

test('an answer without a header that is documented is a fault of the service', async (t) => {
  const forgetful = route({
    method: 'GET',
    path: '/shop/a',
    summary: 'Forget',
    access: 'anyone',
    answers: { 204: null },
    headers: ['ETag'],
    handle: () => ({ status: 204 }),
  });
  const { url } = await startShop(t, { routes: [forgetful] });
  t.is(problem(await send(`${url}/shop/a`, 'GET')), '500 application/problem+json internal');
});
