import test from 'ava';
import { createClientAddress } from '../src/client-address.js';

const told = (
  remoteAddress: string,
  forwarded?: string | string[],
  gateways = '127.0.0.0/8, ::1,10.1.0.0/16',
) =>
  createClientAddress(gateways)({
    socket: { remoteAddress },
    headers: { ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }) },
  });

test('the gateway is believed, in whatever form its address comes', (t) => {
  t.is(told('127.0.0.1', '203.0.113.7'), '203.0.113.7');
  t.is(told('::ffff:10.1.2.3', '203.0.113.7'), '203.0.113.7');
  t.is(told('::1', '2001:db8::7'), '2001:db8::7');
  t.is(told('::1', '::ffff:203.0.113.7'), '203.0.113.7');
});

test('nobody else is believed', (t) => {
  t.is(told('192.0.2.1', '203.0.113.7'), '192.0.2.1');
  t.is(told('10.2.0.1', '203.0.113.7'), '10.2.0.1');
  t.is(told('2001:db8::1', '203.0.113.7'), '2001:db8::1');
});

test('of what the gateway passes on only the last entry counts, which it saw itself', (t) => {
  t.is(told('127.0.0.1', '198.51.100.1, 203.0.113.7'), '203.0.113.7');
  t.is(told('127.0.0.1', ['198.51.100.1', '203.0.113.7']), '203.0.113.7');
  for (const said of ['unknown', '', '203.0.113.7, evil', '203.0.113.7:80', undefined])
    t.is(told('127.0.0.1', said), '127.0.0.1', said ?? 'absent');
});

test('a list that cannot be read stops the start with a sentence', (t) => {
  for (const list of ['', 'gateway', '10.0.0.0/33', '::/129', '10.0.0.0/x', '127.0.0.1,'])
    t.throws(
      () => createClientAddress(list),
      { code: 'auth.gateway-faulty', message: /GATEWAY_ADDRESSES/ },
      list,
    );
});
