import type { Cause } from '@obey/choreography';
import { type Page, type PageQuery, page, refuse } from '@obey/service-kit';
import { roleRefused } from '../acts.js';
import type { Deps } from '../deps.js';
import type { Logger } from '../logger.js';
import { mostRoles, type Role, type RoleBook, type RoleRights, roleNamed, withRole } from '../roles.js';
import { logRefusal, refuseIf } from './acting.js';

interface Asking {
  readonly actorId: string;
  readonly cause: Cause;
  readonly log: Logger;
}

/** A role as it is shown. */
export const shownRole = ({ name, rank, permissions }: Role) => ({
  name,
  rank,
  permissions: [...permissions],
});

/** The roles by name. */
export const listRoles =
  ({ store }: Deps) =>
  async (query: PageQuery): Promise<Page<Role>> => {
    const { roles } = await store.roles.book();
    const sorted = roles.toSorted((one, other) => (one.name < other.name ? -1 : 1));
    return page(query, {
      of: 'roles',
      placeOf: ({ name }) => [name],
      fetch: async ({ from: [place] = [], direction, limit }) => {
        const from = place === undefined ? undefined : String(place);
        if (direction === 'after')
          return sorted.filter(({ name }) => from === undefined || name > from).slice(0, limit);
        return sorted
          .toReversed()
          .filter(({ name }) => from === undefined || name < from)
          .slice(0, limit);
      },
    });
  };

/**
 * Makes a role, or changes one, for all who hold it: they are told of one after the other (`holders.ts`), while
 * new access tokens and decisions go by it at once.
 */
export const putRole =
  ({ store, holders }: Deps) =>
  async (name: string, rights: RoleRights, { actorId, cause, log }: Asking) => {
    const actor = await store.users.byId(actorId);
    let before: RoleBook | undefined;
    const decide = (book: RoleBook) => {
      before = book;
      const role = roleNamed(book, name);
      refuseIf(actor && roleRefused(actor, name, { before: role, after: rights }, new Date()));
      if (!role && book.roles.length >= mostRoles) return tooManyRoles();
      return withRole(book, name, rights, cause);
    };
    try {
      const book = await store.roles.change(decide);
      if (book !== before) {
        log.info({ actorId, role: name, ...rights, version: book.version }, 'role changed');
        holders.tellSoon();
      }
      const role = roleNamed(book, name);
      if (!role) throw new TypeError(`The role ${name} is not among the roles that it was just written to`);
      return { role, isNew: before !== undefined && roleNamed(before, name) === undefined };
    } catch (error) {
      logRefusal(error, { actorId, role: name }, log);
      throw error;
    }
  };

const tooManyRoles = (): never =>
  refuse('conflict', 'auth.too-many-roles', `There are ${mostRoles} roles already; change one of them`);
