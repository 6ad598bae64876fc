import { refuse } from '@obey/service-kit';
import type { Collection } from 'mongodb';
import type { Person } from './acts.js';
import { isBanned } from './bans.js';
import { insertIfAbsent } from './duplicates.js';
import { administrator } from './roles.js';

/** Somebody about to be an administrator no more, by a write that only succeeds on this version of the user. */
export interface Leaving {
  readonly userId: string;
  readonly version: number;
}

/** The document that all who leave must write first, one after the other. */
export interface Guard {
  readonly _id: 'administrators';
  readonly version: number;
  readonly leaving: readonly Leaving[];
}

interface Known extends Person {
  readonly version: number;
}

/** Whether somebody can make others administrators: the role, not banned, and no denial of what it takes. */
export const isAdministrator = ({ roles, rights, ban }: Omit<Person, '_id'>, now: Date): boolean =>
  roles.includes(administrator) && rights.permissions.includes('roles.grant') && !isBanned({ ban }, now);

/**
 * Whether one may leave, among all who have the role; and if so, who is leaving then. Who leaves as they are
 * stored now does not count as staying; once their version is another, their write is done, or never will be.
 */
export const leave = (
  { _id, version }: Known,
  holders: readonly Known[],
  leaving: readonly Leaving[],
  now: Date,
): readonly Leaving[] | 'last' => {
  const underWay = leaving.filter(
    ({ userId, version }) =>
      userId !== _id && holders.some((holder) => holder._id === userId && holder.version === version),
  );
  const stays = (holder: Known) =>
    holder._id !== _id &&
    isAdministrator(holder, now) &&
    !underWay.some(({ userId }) => userId === holder._id);
  return holders.some(stays) ? [...underWay, { userId: _id, version }] : 'last';
};

/**
 * Makes sure that an administrator always remains, whatever is done at once and wherever it crashes: it must be
 * called before each write that ends an administrator, and the write must compare the user's version.
 * Each call reads the guard, then the administrators, and writes the guard if nobody has written it since;
 * so of two who leave at once the second sees the first. Refuses with `auth.last-administrator`. A
 * crash between the guard and the write leaves somebody uncounted until anything about them changes.
 */
export const openGuard = async (collection: Collection<Guard>, holders: () => Promise<readonly Known[]>) => {
  await insertIfAbsent(collection, { _id: 'administrators', version: 1, leaving: [] });

  return async (user: Known, now: Date): Promise<void> => {
    for (;;) {
      const guard = await collection.findOne({ _id: 'administrators' });
      if (guard === null) throw new TypeError('The document that guards the administrators is gone');
      const leaving = leave(user, await holders(), guard.leaving, now);
      if (leaving === 'last') return lastAdministrator();
      const { matchedCount } = await collection.updateOne(
        { _id: guard._id, version: guard.version },
        { $set: { version: guard.version + 1, leaving } },
      );
      if (matchedCount === 1) return;
    }
  };
};

const lastAdministrator = (): never =>
  refuse(
    'conflict',
    'auth.last-administrator',
    'This is the last administrator who is not banned and may grant roles; make somebody else one first',
  );
