import test from 'ava';
import fc from 'fast-check';
import { type Act, actRefused, roleRefused } from '../src/acts.js';
import { permissions } from '../src/permissions.js';
import { rightsOf } from '../src/rights.js';
import { administrator, highestRank, newRoleBook, roleNamed } from '../src/roles.js';
import { anyBook, anyHolder, anyRole, now, person, roleNames } from './people.js';

const adminRole = { name: administrator, rank: highestRank, permissions, version: 1 };
const admin = person('admin', { roles: [administrator] });
const plain = person('plain');
const moderator = person('moderator', { roles: ['moderator'] });
const ban = { is: 'ban' } as const;

test('only who may ban, and stands above, bans', (t) => {
  t.is(actRefused(admin, plain, ban, now), undefined);
  t.is(actRefused(moderator, plain, ban, now), undefined);
  t.like(actRefused(plain, plain, ban, now), { why: 'not-permitted', permission: 'users.ban' });
  t.like(actRefused(admin, { ...admin, _id: 'other' }, ban, now), { why: 'not-above' });
  t.like(actRefused(admin, admin, ban, now), { why: 'not-above' });
  const banned = { ...admin, ban: { reason: 'x', by: 'y', at: now, until: null } };
  t.like(actRefused(banned, plain, ban, now), { why: 'not-permitted' });
});

test('anybody may give up what is theirs, and give themselves nothing', (t) => {
  const own = (act: Act) => actRefused(admin, admin, act, now)?.why;
  t.is(own({ is: 'take-role', role: adminRole }), undefined);
  t.is(own({ is: 'deny', permission: 'users.ban' }), undefined);
  t.is(own({ is: 'take-grant', permission: 'users.ban' }), undefined);
  t.is(own({ is: 'grant', permission: 'users.ban' }), 'not-above');
  t.is(own({ is: 'lift-denial', permission: 'users.ban' }), 'not-above');
});

test('an administrator appoints others, whom nobody but themselves can depose', (t) => {
  const role = adminRole;
  t.is(actRefused(admin, plain, { is: 'grant-role', role }, now), undefined);
  t.like(actRefused(admin, { ...admin, _id: 'other' }, { is: 'take-role', role }, now), { why: 'not-above' });
  const lesser = person('lesser', { roles: [administrator], denials: ['users.ban'] });
  t.deepEqual(actRefused(lesser, plain, { is: 'grant-role', role }, now), {
    why: 'not-held',
    permissions: ['users.ban'],
  });
});

const anyAct = fc.oneof(
  fc.constantFrom<Act>({ is: 'ban' }, { is: 'unban' }),
  fc.record({
    is: fc.constantFrom('grant' as const, 'take-grant' as const, 'deny' as const, 'lift-denial' as const),
    permission: fc.constantFrom(...permissions),
  }),
);

test('whatever is allowed is done to those below, or gives up rights; and gives nothing that is not held', (t) => {
  fc.assert(
    fc.property(
      fc.record({ mine: anyHolder, theirs: anyHolder, book: anyBook, act: anyAct, self: fc.boolean() }),
      fc.constantFrom(administrator, ...roleNames),
      fc.boolean(),
      ({ mine, theirs, book, act: someAct, self }, name, byRole) => {
        const role = roleNamed(book, name);
        const act: Act = byRole && role ? { is: 'grant-role', role } : someAct;
        const actor = person('actor', mine, { book });
        const target = self ? actor : person('target', theirs, { book });
        if (actRefused(actor, target, act, now)) return;
        const before = self ? mine : theirs;
        const after = rightsOf(done(before, act), book);
        const gained = after.permissions.filter(
          (permission) => !target.rights.permissions.includes(permission),
        );
        t.true(gained.every((permission) => actor.rights.permissions.includes(permission)));
        if (self) t.deepEqual(gained, []);
        else t.true(target.rights.rank < actor.rights.rank);
        const appointed = act.is === 'grant-role' && act.role.name === administrator;
        t.true(self || after.rank < actor.rights.rank || (appointed && mine.roles.includes(administrator)));
      },
    ),
    { numRuns: 1_000 },
  );
});

const done = (holder: Parameters<typeof rightsOf>[0], act: Act) => {
  const { roles, grants, denials } = holder;
  switch (act.is) {
    case 'grant-role':
      return { ...holder, roles: [...roles, act.role.name] };
    case 'grant':
      return {
        ...holder,
        grants: [...grants, act.permission],
        denials: denials.filter((one) => one !== act.permission),
      };
    case 'lift-denial':
      return { ...holder, denials: denials.filter((one) => one !== act.permission) };
    case 'deny':
      return { ...holder, denials: [...denials, act.permission] };
    default:
      return holder;
  }
};

test('a role is changed only below one’s own rank, and gets only what is held', (t) => {
  fc.assert(
    fc.property(
      anyHolder,
      anyBook,
      anyRole,
      fc.constantFrom(...roleNames, 'new'),
      (mine, book, after, name) => {
        const actor = person('actor', mine, { book });
        const before = roleNamed(book, name);
        const refused = roleRefused(actor, name, { before, after }, now);
        const { rank, permissions: held } = actor.rights;
        const added = after.permissions.filter((permission) => !before?.permissions.includes(permission));
        const allowed =
          held.includes('roles.manage') &&
          (before?.rank ?? 0) < rank &&
          after.rank < rank &&
          added.every((permission) => held.includes(permission));
        t.is(refused === undefined, allowed);
      },
    ),
    { numRuns: 500 },
  );
});

test('the role of the administrator stays as it is, for administrators too', (t) => {
  const change = { before: roleNamed(newRoleBook(), administrator), after: { rank: 1, permissions: [] } };
  t.like(roleRefused(admin, administrator, change, now), { why: 'role-fixed' });
});
