import test from 'ava';
import { createMemory } from '../src/memory.js';
import type { Copy } from '../src/replica.js';

const user = (userId: string, version = 1, at = 0): Copy<never> => ({
  replica: { userId, version },
  source: 'event',
  at,
});
const memoryOf = (capacity: number) =>
  createMemory<never>({ capacity, freshMs: 100, absentMs: 10, now: () => 0 });

test('past its capacity it forgets the user that was not used for longest', (t) => {
  const memory = memoryOf(2);
  memory.keep(user('a'));
  memory.keep(user('b'));
  memory.recall('a');
  memory.keep(user('c'));
  t.is(memory.recall('b'), undefined);
  t.is(memory.recall('a')?.kind, 'known');
  t.is(memory.recall('c')?.kind, 'known');
});

test('an older version, or the news that the user is absent, does not displace a replica', (t) => {
  const memory = memoryOf(2);
  t.is(memory.keep(user('a', 5)).replica.version, 5);
  t.is(memory.keep(user('a', 4, 1)).replica.version, 5);
  t.is(memory.keep(user('a', 5, 1)).at, 1);
  t.is(memory.keep(user('a', 5, 0)).at, 1);
  memory.keepAbsent('a');
  t.like(memory.recall('a'), { kind: 'known', copy: { replica: { version: 5 } } });
});
