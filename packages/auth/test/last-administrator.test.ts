import test from 'ava';
import { isAdministrator, leave } from '../src/last-administrator.js';
import { administrator } from '../src/roles.js';
import { now, person } from './people.js';

const ban = { reason: 'x', by: 'y', at: now, until: null };
const known = (name: string, version = 1) => ({ ...person(name, { roles: [administrator] }), version });
const [ada, bob] = [known('ada'), known('bob')];

test('who is banned, or may not grant roles, is no administrator that could make another', (t) => {
  t.true(isAdministrator(ada, now));
  t.false(isAdministrator({ ...ada, ban }, now));
  t.true(isAdministrator({ ...ada, ban: { ...ban, until: now } }, now));
  t.false(isAdministrator(person('x', { roles: [administrator], denials: ['roles.grant'] }), now));
  t.true(isAdministrator(person('x', { roles: [administrator], denials: ['users.ban'] }), now));
  t.false(isAdministrator(person('x', { grants: ['roles.grant'] }), now));
});

test('one of two may leave, the last may not', (t) => {
  t.deepEqual(leave(ada, [ada, bob], [], now), [{ userId: 'ada', version: 1 }]);
  t.is(leave(ada, [ada], [], now), 'last');
  t.is(leave(ada, [ada, { ...bob, ban }], [], now), 'last');
});

test('who is leaving does not count as staying, until their version is another', (t) => {
  const leaving = [{ userId: 'bob', version: 1 }];
  t.is(leave(ada, [ada, bob], leaving, now), 'last');
  t.deepEqual(leave(ada, [ada, known('bob', 2)], leaving, now), [{ userId: 'ada', version: 1 }]);
});

test('who began to leave may begin again, and what is over is forgotten', (t) => {
  const leaving = [
    { userId: 'ada', version: 1 },
    { userId: 'eve', version: 3 },
  ];
  t.deepEqual(leave(known('ada', 2), [known('ada', 2), bob], leaving, now), [{ userId: 'ada', version: 2 }]);
});
