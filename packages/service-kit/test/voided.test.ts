import test from 'ava';
import type { User } from '../src/user.js';
import { createVoidedMemory, verdictOf } from '../src/voided.js';

const rights = { rank: 5, roles: ['a', 'b'], permissions: ['x', 'y'] };
const user: User = { id: 'user-1', sessionId: 'session-1', version: 3, ...rights };

test('a session that is void revokes its own tokens, and no others', (t) => {
  t.is(verdictOf({ userId: 'user-1', sessionId: 'session-1' }, user), 'revoked');
  t.is(verdictOf({ userId: 'user-1', sessionId: 'session-2' }, user), undefined);
  t.is(verdictOf({ userId: 'user-2', sessionId: 'session-1' }, user), undefined);
});

test('tokens from before a version are revoked; those of that version are good', (t) => {
  t.is(verdictOf({ userId: 'user-1', version: 4 }, user), 'revoked');
  t.is(verdictOf({ userId: 'user-1', version: 3 }, user), undefined);
  t.is(verdictOf({ userId: 'user-2', version: 4 }, user), undefined);
});

test('tokens from before a change are outdated if they give other rights, whatever the order of names', (t) => {
  const after = (unless: typeof rights) => verdictOf({ userId: 'user-1', version: 4, unless }, user);
  t.is(after(rights), undefined);
  t.is(after({ rank: 5, roles: ['b', 'a', 'a'], permissions: ['y', 'x'] }), undefined);
  t.is(after({ ...rights, rank: 4 }), 'outdated');
  t.is(after({ ...rights, roles: ['a'] }), 'outdated');
  t.is(after({ ...rights, roles: ['a', 'c'] }), 'outdated');
  t.is(after({ ...rights, permissions: [...rights.permissions, 'z'] }), 'outdated');
  t.is(verdictOf({ userId: 'user-1', version: 3, unless: { ...rights, rank: 4 } }, user), undefined);
});

test('the newest change counts, in whichever order they are heard; who was shut out once stays so', (t) => {
  const orders = [
    [4, 5, 6],
    [6, 5, 4],
    [5, 6, 4],
  ];
  for (const order of orders) {
    const memory = createVoidedMemory(() => 0);
    for (const version of order) {
      const unless = version === 6 ? rights : { ...rights, rank: 0 };
      memory.keep({ userId: 'user-1', version, ...(version !== 5 && { unless }) }, 1);
    }
    t.is(memory.verdict(user), 'revoked');
    t.is(memory.verdict({ ...user, version: 4 }), 'revoked');
    t.is(memory.verdict({ ...user, version: 5 }), undefined);
    t.is(memory.verdict({ ...user, version: 5, rank: 0 }), 'outdated');
    t.is(memory.verdict({ ...user, version: 6, rank: 0 }), undefined);
  }
});

test('what is void is forgotten in its time, and what is too old is not kept', (t) => {
  let now = 0;
  const memory = createVoidedMemory(() => now);
  for (let second = 0; second < 10_000; second += 1) {
    now = second * 1_000;
    memory.keep({ userId: `user-${second}`, version: 2 }, now + 360_000);
    memory.keep({ userId: `user-${second}`, sessionId: `session-${second}` }, now + 360_000);
    t.true(memory.size() <= 2 * 360);
  }
  t.is(memory.verdict({ ...user, id: 'user-9999', version: 1 }), 'revoked');
  t.is(memory.verdict({ ...user, sessionId: 'session-9999', id: 'user-9999' }), 'revoked');
  t.is(memory.verdict({ ...user, id: 'user-9000', version: 1 }), undefined);
  const size = memory.size();
  memory.keep({ userId: 'user-1', version: 9 }, now);
  t.is(memory.size(), size);
});
