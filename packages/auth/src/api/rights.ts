import { refuse } from '@obey/service-kit';
import type { Deps } from '../deps.js';
import { originsOf, rightsOf } from '../rights.js';
import { roleNamed } from '../roles.js';
import { type Acting, actOn } from './acting.js';
import { noSuchRole } from './refusals.js';

const without = (list: readonly string[], one: string) => list.filter((other) => other !== one);
const withOne = (list: readonly string[], one: string) => [...list, one].sort();

/** Gives a user a role, or takes one; what is so already stays, and nothing is told. */
export const changeRoles = (deps: Deps) => {
  const act = actOn(deps);

  return {
    grant: (acting: Acting, name: string): Promise<void> =>
      act(acting, (user, book) => {
        const role = roleNamed(book, name) ?? noSuchRole(name);
        const after = user.roles.includes(name) ? user : { ...user, roles: withOne(user.roles, name) };
        return { act: { is: 'grant-role', role }, after };
      }),

    take: (acting: Acting, name: string): Promise<void> =>
      act(acting, (user, book) => {
        const role = roleNamed(book, name) ?? noSuchRole(name);
        const after = user.roles.includes(name) ? { ...user, roles: without(user.roles, name) } : user;
        return { act: { is: 'take-role', role }, after };
      }),
  };
};

/** Grants or denies a user one permission, or takes back whichever it was. The later word replaces the earlier. */
export const changePermissions = (deps: Deps) => {
  const act = actOn(deps);

  return {
    grant: (acting: Acting, permission: string): Promise<void> =>
      act(acting, (user) => {
        const { grants, denials } = user;
        const after = grants.includes(permission)
          ? user
          : { ...user, grants: withOne(grants, permission), denials: without(denials, permission) };
        return { act: { is: 'grant', permission }, after };
      }),

    deny: (acting: Acting, permission: string): Promise<void> =>
      act(acting, (user) => {
        const { grants, denials } = user;
        const after = denials.includes(permission)
          ? user
          : { ...user, denials: withOne(denials, permission), grants: without(grants, permission) };
        return { act: { is: 'deny', permission }, after };
      }),

    clear: (acting: Acting, permission: string): Promise<void> =>
      act(acting, (user) => {
        const { grants, denials } = user;
        if (denials.includes(permission))
          return {
            act: { is: 'lift-denial', permission },
            after: { ...user, denials: without(denials, permission) },
          };
        const after = grants.includes(permission) ? { ...user, grants: without(grants, permission) } : user;
        return { act: { is: 'take-grant', permission }, after };
      }),
  };
};

/** What somebody may do as it is now, and where each permission comes from. */
export const myPermissions =
  ({ store }: Deps) =>
  async (userId: string) => {
    const user = await store.users.byId(userId);
    if (!user)
      return refuse('unauthenticated', 'auth.no-such-account', 'The account of this token is no more');
    const book = await store.roles.book();
    const roles = user.roles.flatMap((name) => roleNamed(book, name) ?? []);
    return {
      rank: rightsOf(user, book).rank,
      roles: roles.map(({ name, rank }) => ({ name, rank })),
      permissions: originsOf(user, book),
    };
  };
