import { isAllowed, type Person } from '@obey/contracts';
import test from 'ava';
import fc from 'fast-check';
import { type Access, type Action, accessesOf, may, readersOf, ruleOf } from '../src/access.js';

const id = '0190d3a0-0000-7000-8000-000000000001';
const ada: Person = { userId: id, rank: 10, permissions: ['access.staff'] };
const manager: Person = { userId: '2', rank: 100, permissions: ['categories.manage', 'posts.moderate'] };
const actions: readonly Action[] = ['read', 'write', 'editOwn', 'moderate'];

test('where nothing is said anyone reads, users write and edit their own, and moderators moderate', (t) => {
  const can = (person: Person | undefined) => actions.filter((action) => may(person, action, [{}, {}]));
  t.deepEqual(can(undefined), ['read']);
  t.deepEqual(can(ada), ['read', 'write', 'editOwn']);
  t.deepEqual(can(manager), ['read', 'write', 'editOwn', 'moderate']);
});

test('a section inherits, says otherwise, and cannot lift a denial', (t) => {
  const staffOnly: Access = { read: { allow: ['permission:access.staff'] } };
  t.true(may(ada, 'read', [staffOnly, {}]));
  t.false(may(undefined, 'read', [staffOnly, {}]));
  t.true(may(undefined, 'read', [staffOnly, { read: { allow: ['anyone'] } }]));
  t.false(may(ada, 'read', [{ read: { deny: [`user:${id}`] } }, { read: { allow: [`user:${id}`] } }]));
  t.false(may(ada, 'write', [{ write: { allow: ['rank:50'] } }, {}]));
  t.true(may(ada, 'moderate', [{}, { moderate: { allow: ['rank:10'] } }]));
});

test('what is deleted is there for nobody but who manages categories, and they only read', (t) => {
  const accesses = accessesOf({ access: {}, state: 'visible' }, { access: {}, state: 'deleted' });
  for (const action of actions) t.false(may(ada, action, accesses), action);
  t.deepEqual(
    actions.filter((action) => may(manager, action, accesses)),
    ['read'],
  );
});

const anyWho = fc.constantFrom(
  'anyone',
  'users',
  'rank:5',
  'rank:50',
  'permission:access.staff',
  `user:${id}`,
);
const anyRule = fc.record({ allow: fc.array(anyWho), deny: fc.array(anyWho) }, { requiredKeys: [] });
const anyAccess = fc.record(
  { read: anyRule, write: anyRule, editOwn: anyRule, moderate: anyRule },
  { requiredKeys: [] },
);
const anyPerson = fc.option(
  fc.record({
    userId: fc.constantFrom(id, 'other'),
    rank: fc.nat(100),
    permissions: fc.subarray(['access.staff', 'posts.moderate', 'categories.manage']),
  }),
  { nil: undefined },
);

test('whoever cannot read can do nothing; a denial more takes rights, and never gives one', (t) => {
  fc.assert(
    fc.property(
      anyPerson,
      anyAccess,
      anyAccess,
      fc.constantFrom(...actions),
      anyWho,
      (person, outer, inner, action, denied) => {
        const accesses = [outer, inner];
        if (may(person, action, accesses)) t.true(may(person, 'read', accesses));
        const deny = [...(inner[action]?.deny ?? []), denied];
        const stricter = [outer, { ...inner, [action]: { ...inner[action], deny } }];
        if (may(person, action, stricter)) t.true(may(person, action, accesses));
        t.true(ruleOf(action, stricter).deny.includes(denied));
      },
    ),
    { numRuns: 2_000 },
  );
});

test('what is told of who may read is what decides, of those who manage and of deleted places too', (t) => {
  const anyState = fc.constantFrom('visible', 'deleted');
  fc.assert(
    fc.property(
      anyPerson,
      fc.record({ access: anyAccess, state: anyState }),
      fc.record({ access: anyAccess, state: anyState }),
      (person, category, section) => {
        const accesses = accessesOf(category, section);
        const readers = readersOf(accesses);
        t.is(may(person, 'read', accesses), isAllowed(readers, person));
        t.is(new Set(readers.deny).size, readers.deny.length);
        if (person?.permissions.includes('categories.manage')) t.true(may(person, 'read', accesses));
      },
    ),
    { numRuns: 2_000 },
  );
});
