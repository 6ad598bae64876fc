import test from 'ava';
import fc from 'fast-check';
import Type from 'typebox';
import { route } from '../src/index.js';
import { causeOf } from '../src/trace.js';
import { send, startShop } from './support/shop.js';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('a correlation id that has the form is kept; any other is replaced', (t) => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200, unit: 'grapheme' }), (given) => {
      const { correlationId } = causeOf(given, '');
      const fits = given.length > 0 && given.length <= 128 && /^[A-Za-z0-9._-]+$/.test(given);
      return fits ? correlationId === given : uuid.test(correlationId);
    }),
  );
  t.is(causeOf('a'.repeat(128), '').correlationId, 'a'.repeat(128));
  t.regex(causeOf('a'.repeat(129), '').correlationId, uuid);
});

test('a trace parent is passed on only where it has the form', (t) => {
  const good = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  t.is(causeOf('a', good).traceparent, good);
  for (const bad of ['', 'x', good.slice(1), `00-${'0'.repeat(32)}-b7ad6b7169203331-01`])
    t.false('traceparent' in causeOf('a', bad), bad);
});

test('the id goes to the handler and back to the client, with errors too', async (t) => {
  const routes = [
    route({
      method: 'GET',
      path: '/shop/cause',
      summary: 'Tell',
      access: 'anyone',
      answers: { 200: Type.Object({ correlationId: Type.String() }) },
      handle: ({ cause }) => ({ status: 200, body: { correlationId: cause.correlationId } }),
    }),
  ];
  const { url } = await startShop(t, { routes });
  const given = await send(`${url}/shop/cause`, 'GET', undefined, { 'X-Correlation-Id': 'flow-1' });
  t.is(given.headers.get('x-correlation-id'), 'flow-1');
  t.is(given.body.correlationId, 'flow-1');
  const made = await send(`${url}/shop/nothing`, 'GET', undefined, { 'X-Correlation-Id': 'a b' });
  t.regex(String(made.body.correlationId), uuid);
  t.is(made.headers.get('x-correlation-id'), String(made.body.correlationId));
});
