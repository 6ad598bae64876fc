import test from 'ava';
import { addressList, networkOf, plainAddress } from '../src/addresses.js';

const fault = (entry: string) => new RangeError(entry);

test('an IPv6 client is its network of 64 bits, however it is written', (t) => {
  t.is(networkOf('203.0.113.7'), '203.0.113.7');
  t.is(networkOf('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2::/64');
  t.is(networkOf('2001:0DB8:0001:0002::ffff'), '2001:db8:1:2::/64');
  t.is(networkOf('2001:db8::9'), '2001:db8:0:0::/64');
  t.not(networkOf('2001:db8:1:3::'), networkOf('2001:db8:1:2::'));
  t.is(networkOf('::1'), '0:0:0:0::/64');
});

test('a list has addresses and networks of both families, and an empty one nobody', (t) => {
  const listed = addressList('10.1.0.0/16, ::1,192.0.2.7', fault);
  for (const address of ['10.1.2.3', '::1', '192.0.2.7']) t.true(listed(address), address);
  for (const address of ['10.2.0.1', '::2', '192.0.2.8', '', 'localhost']) t.false(listed(address), address);
  t.false(addressList('', fault)('127.0.0.1'));
});

test('what is neither an address nor a network is told by its entry', (t) => {
  for (const entry of ['gateway', '10.0.0.0/33', '::/129', '10.0.0.0/x', '10.0.0.0/'])
    t.throws(() => addressList(`127.0.0.1,${entry}`, fault), { message: entry });
  t.throws(() => addressList('127.0.0.1,', fault), { message: '' });
});

test('an IPv4 address is one, also in the clothes of IPv6', (t) => {
  t.is(plainAddress('::ffff:10.1.2.3'), '10.1.2.3');
  t.is(plainAddress('fe80::1%eth0'), 'fe80::1');
});
