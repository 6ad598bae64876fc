import test from 'ava';
import fc from 'fast-check';
import { permissions } from '../src/permissions.js';
import { originsOf, rightsOf } from '../src/rights.js';
import { administrator, newRoleBook, roleNamed, withRole } from '../src/roles.js';
import { anyBook, anyHolder, somePermissions } from './people.js';

const nothing = { roles: [], grants: [], denials: [] };

test('who holds nothing may do nothing, and stands above nobody', (t) => {
  t.deepEqual(rightsOf(nothing, newRoleBook()), { rank: 0, permissions: [] });
});

test('the administrator holds every permission, and stands above every role', (t) => {
  const book = newRoleBook();
  const rights = rightsOf({ ...nothing, roles: [administrator] }, book);
  t.deepEqual(rights.permissions, [...permissions]);
  t.true(book.roles.every(({ name, rank }) => name === administrator || rank < rights.rank));
});

test('a denial wins, also over the role of an administrator', (t) => {
  const holder = { roles: [administrator], grants: ['users.ban'], denials: ['users.ban'] };
  t.false(rightsOf(holder, newRoleBook()).permissions.includes('users.ban'));
});

test('rights are the union of roles and grants without the denials, and the highest rank', (t) => {
  fc.assert(
    fc.property(anyHolder, anyBook, (holder, book) => {
      const roles = holder.roles.flatMap((name) => roleNamed(book, name) ?? []);
      const rights = rightsOf(holder, book);
      const expected = permissions.filter(
        (permission) =>
          !holder.denials.includes(permission) &&
          (holder.grants.includes(permission) || roles.some((role) => role.permissions.includes(permission))),
      );
      t.deepEqual(rights.permissions, expected);
      t.is(
        rights.rank,
        roles.reduce((highest, { rank }) => Math.max(highest, rank), 0),
      );
    }),
  );
});

test('the explanation names every source, and what follows is what is held', (t) => {
  fc.assert(
    fc.property(anyHolder, anyBook, (holder, book) => {
      const origins = originsOf(holder, book);
      const held = origins.filter((origin) => origin.held).map(({ permission }) => permission);
      t.deepEqual(held, [...rightsOf(holder, book).permissions]);
      for (const { held, roles, granted, denied } of origins)
        t.is(held, !denied && (granted || roles.length > 0));
      t.true(holder.denials.every((denied) => origins.some(({ permission }) => permission === denied)));
    }),
  );
});

test('more denials never give more, more grants never take', (t) => {
  fc.assert(
    fc.property(anyHolder, anyBook, somePermissions, (holder, book, more) => {
      const { permissions: before } = rightsOf(holder, book);
      const denied = rightsOf({ ...holder, denials: [...holder.denials, ...more] }, book);
      const granted = rightsOf({ ...holder, grants: [...holder.grants, ...more] }, book);
      t.true(denied.permissions.every((permission) => before.includes(permission)));
      t.true(before.every((permission) => granted.permissions.includes(permission)));
    }),
  );
});

test('a role that is there already, in any order of its permissions, leaves the book as it is', (t) => {
  const book = withRole(newRoleBook(), 'helper', { rank: 5, permissions: ['users.read', 'users.ban'] });
  t.is(book.version, 2);
  t.is(withRole(book, 'helper', { rank: 5, permissions: ['users.ban', 'users.read'] }), book);
  const changed = withRole(book, 'helper', { rank: 6, permissions: ['users.ban', 'users.read'] });
  t.is(changed.version, 3);
  t.like(roleNamed(changed, 'helper'), { rank: 6, version: 3 });
  t.is(roleNamed(changed, 'moderator')?.version, 1);
});
