import test from 'ava';
import * as contracts from '../src/index.js';
import { messages, owner } from '../src/index.js';

test('every message is declared once: no two share a name or a type', (t) => {
  t.true(messages.length >= 15);
  t.is(new Set(messages.map((message) => message.type)).size, messages.length);
  t.is(new Set(messages.map((message) => message.name)).size, messages.length);
});

test('every message is exported under its own name', (t) => {
  const exported: Record<string, unknown> = { ...contracts };
  for (const message of messages) t.is(exported[message.name], message);
});

test('the messages of one owner and kind agree on their partitions, since they share a stream', (t) => {
  const partitions = new Map<string, number>();
  for (const { owner: ownerName, kind, partitions: count } of messages) {
    const stream = `${kind}:${ownerName}`;
    t.is(partitions.get(stream) ?? count, count, stream);
    partitions.set(stream, count);
  }
});

test('a subject names a required text field of the data', (t) => {
  for (const { name, subject, data } of messages) {
    if (subject === undefined) continue;
    const schema: { required?: string[] } = JSON.parse(JSON.stringify(data));
    t.like(schema, { properties: { [subject]: { type: 'string' } } }, name);
    t.true(schema.required?.includes(subject), name);
  }
});

test('a message named for another owner is refused where it is declared', (t) => {
  const shop = owner('shop');
  t.throws(() => shop.notification('BankMoneyMoved', { data: contracts.Id }), { message: /shop/ });
  t.is(shop.notification('ShopOrderPlaced', { data: contracts.Id }).type, 'shop.order.placed');
});
