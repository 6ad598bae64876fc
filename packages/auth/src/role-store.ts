import type { Collection } from 'mongodb';
import { insertIfAbsent } from './duplicates.js';
import { newRoleBook, type RoleBook, withAdministrator } from './roles.js';

/** The document that holds all roles is not there: somebody has removed it while auth was running. */
export class RolesMissing extends Error {
  readonly code = 'auth.roles-missing';

  constructor() {
    super(
      'The document "roles" in the collection "roles" is gone. Put it back from a backup, or restart auth',
    );
    this.name = 'RolesMissing';
  }
}

/** The roles in MongoDB. Makes those of a new forum; instances that start at once agree on them. */
export const openRoles = async (collection: Collection<RoleBook>) => {
  const book = async (): Promise<RoleBook> => {
    const found = await collection.findOne({ _id: 'roles' });
    if (found === null) throw new RolesMissing();
    return found;
  };

  /** Changes the roles by a decision; if somebody else changed them meanwhile, decides again. */
  const change = async (decide: (book: RoleBook) => RoleBook): Promise<RoleBook> => {
    for (;;) {
      const before = await book();
      const after = decide(before);
      if (after === before) return before;
      const { _id, ...fields } = after;
      const { matchedCount } = await collection.updateOne({ _id, version: before.version }, { $set: fields });
      if (matchedCount === 1) return after;
    }
  };

  await insertIfAbsent(collection, newRoleBook());
  await change(withAdministrator);
  return { book, change };
};

export type Roles = Awaited<ReturnType<typeof openRoles>>;
