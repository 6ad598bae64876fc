import type { Outbox, OutboxField, Outgoing, Runtime } from '@obey/choreography';
import { nicknameKey } from '@obey/contracts';
import type { Stretch } from '@obey/service-kit';
import type { Collection, Db } from 'mongodb';
import { keysIn } from './key-store.js';
import type { KeyRing } from './keys.js';
import { type Guard, isAdministrator, openGuard } from './last-administrator.js';
import { nicknameLook } from './nicknames.js';
import { openPasswordLinks } from './password-link-store.js';
import { openRoles, type Roles } from './role-store.js';
import { administrator, type RoleBook } from './roles.js';
import type { PendingSignUp, SignUp } from './sign-ups.js';
import { type UserFilter, usersQuery } from './user-lists.js';
import { type StoredUser, type User, withoutRights, withRights } from './users.js';

export { isDuplicate } from './duplicates.js';

type Told<T> = T & { outbox?: OutboxField };

const noRoles = { roles: [] };

const withoutOutbox = { projection: { outbox: 0 } };

/** The users, with the index of each list and of each rule of uniqueness. */
export const openUsers = async (db: Db) => {
  const users = db.collection<Told<StoredUser>>('users');
  await users.createIndexes([
    { key: { email: 1 }, unique: true },
    { key: { nicknameKey: 1 }, unique: true },
    { key: { nicknameLook: 1 }, unique: true, sparse: true },
    { key: { roles: 1, _id: 1 } },
    { key: { roles: 1, book: 1 } },
    { key: { 'ban.at': 1 }, sparse: true },
    { key: { 'ban.until': 1 }, sparse: true },
    { key: { 'imported.key': 1 }, unique: true, sparse: true },
  ]);
  return users;
};

/** MongoDB's collections of auth. Makes their indexes, and the roles of a new forum. */
export const openStore = async ({ db, runtime }: { db: Db; runtime: Runtime }) => {
  const users = await openUsers(db);
  const signUps = db.collection<Told<SignUp>>('signups');
  const keys = db.collection<KeyRing>('keys');
  await signUps.createIndexes([{ key: { expiresAt: 1 }, expireAfterSeconds: 0 }]);
  const roles = await openRoles(db.collection<RoleBook>('roles'));
  return {
    users: await usersIn(users, {
      outbox: await runtime.outbox(users),
      guards: db.collection<Guard>('guards'),
      roles,
    }),
    roles,
    // Its messages hold a token that nobody may read here; once they are told they do not stay.
    signUps: signUpsIn(signUps, await runtime.outbox(signUps, { keepMs: 0 })),
    keys: keysIn(keys),
    passwordLinks: await openPasswordLinks({ db, runtime }),
  };
};

export type Store = Awaited<ReturnType<typeof openStore>>;

interface UserDeps {
  readonly outbox: Outbox;
  readonly guards: Collection<Guard>;
  readonly roles: Roles;
}

const usersIn = async (users: Collection<Told<StoredUser>>, { outbox, guards, roles }: UserDeps) => {
  const stored = (userId: string) => users.findOne<StoredUser>({ _id: userId }, withoutOutbox);
  const withAllRights = async (found: readonly StoredUser[]): Promise<User[]> => {
    const book = await roles.book();
    return found.map((user) => withRights(user, book));
  };
  const leaves = await openGuard(guards, async () =>
    withAllRights(await users.find<StoredUser>({ roles: administrator }, withoutOutbox).toArray()),
  );

  return {
    byId: async (userId: string): Promise<User | null> => {
      const found = await stored(userId);
      return found && withRights(found, found.roles.length === 0 ? noRoles : await roles.book());
    },

    /** Those whose ban has an end that has come; at most 100 at once. */
    withBanOver: async (now: Date): Promise<string[]> => {
      const over = users.find({ 'ban.until': { $lte: now } }, { projection: { _id: 1 } });
      return (await over.limit(100).toArray()).map(({ _id }) => _id);
    },

    /** Takes as long for nobody as for somebody, with roles or without: for nobody, an administrator is read in vain. */
    byEmail: async (email: string): Promise<User | null> => {
      const holder = await users.findOne({ email }, { projection: { _id: 1 } });
      const filter = holder === null ? { roles: administrator } : { _id: holder._id };
      const read = await users.findOne<StoredUser>(filter, withoutOutbox);
      const user = read && withRights(read, await roles.book());
      return holder && user;
    },

    list: async (filter: UserFilter, stretch: Stretch, now: Date): Promise<User[]> => {
      const { filter: selected, sort } = usersQuery(filter, stretch, now);
      const found = users.find<StoredUser>(selected, { ...withoutOutbox, sort, limit: stretch.limit });
      return withAllRights(await found.toArray());
    },

    /** The ids of so many users, at the most, who hold a role that changed after their rights were last told. */
    toldBefore: async ({ roles }: RoleBook, limit: number): Promise<string[]> => {
      const changed = roles.filter(({ version }) => version > 1);
      if (changed.length === 0) return [];
      const $or = changed.map(({ name, version }) => ({ roles: name, book: { $not: { $gte: version } } }));
      const found = users.find<{ _id: string }>({ $or }, { projection: { _id: 1 }, limit });
      return (await found.toArray()).map(({ _id }) => _id);
    },

    /** Whether somebody is called so, or like it. */
    hasNickname: async (nickname: string): Promise<boolean> => {
      const $or = [{ nicknameLook: nicknameLook(nickname) }, { nicknameKey: nicknameKey(nickname) }];
      return (await users.findOne({ $or }, { projection: { _id: 1 } })) !== null;
    },

    /** Rejects as duplicate (`isDuplicate`) where the id, the address or the nickname is taken. */
    insert: async (user: StoredUser, messages: readonly Outgoing[]): Promise<void> => {
      const { version: book } = await roles.book();
      await users.insertOne({ ...user, book, ...outbox.hold(messages) });
      outbox.relay(user._id);
    },

    /**
     * Changes a user by a decision, and tells of it in the same write. If somebody else changed the user
     * meanwhile, decides again. A decision that returns its input changes nothing. Null: no such user.
     * Refuses with `auth.last-administrator` what would leave the forum without one.
     */
    change: async (
      userId: string,
      decide: (user: User, book: RoleBook) => StoredUser,
      tell: (changed: User) => readonly Outgoing[],
    ): Promise<User | null> => {
      for (let found = await stored(userId); found !== null; found = await stored(userId)) {
        // Read after the user: should a role change from here on, its holders are told of that after this write.
        const book = await roles.book();
        const user = withRights(found, book);
        const decided = decide(user, book);
        if (decided === user) return user;
        const { _id, ...fields } = {
          ...withoutRights(decided),
          version: user.version + 1,
          book: book.version,
        };
        const changed = withRights({ _id, ...fields }, book);
        const now = new Date();
        if (isAdministrator(user, now) && !isAdministrator(changed, now)) await leaves(user, now);
        const { matchedCount } = await users.updateOne(
          { _id, version: user.version },
          { $set: fields, ...outbox.push(tell(changed)) },
        );
        if (matchedCount === 0) continue;
        outbox.relay(_id);
        return changed;
      }
      return null;
    },

    /**
     * Keeps another hash of the same password, unless the user was changed meanwhile. Nobody can see the
     * difference, so the version stays. False: it was changed.
     */
    renewHash: async ({ _id, version, passwordHash }: User, renewed: string): Promise<boolean> => {
      const same = { _id, version, passwordHash };
      return (await users.updateOne(same, { $set: { passwordHash: renewed } })).matchedCount === 1;
    },
  };
};

const signUpsIn = (signUps: Collection<Told<SignUp>>, outbox: Outbox) => ({
  insert: async (signUp: SignUp, messages: readonly Outgoing[]): Promise<void> => {
    await signUps.insertOne({ ...signUp, ...outbox.hold(messages) });
    outbox.relay(signUp._id);
  },

  /** The TTL index removes late: the time is checked here too. */
  pending: async (tokenHash: string, now: Date): Promise<PendingSignUp | null> => {
    const found = await signUps.findOne<SignUp>(
      { _id: tokenHash, state: 'pending', expiresAt: { $gt: now } },
      withoutOutbox,
    );
    return found?.state === 'pending' ? found : null;
  },

  /** True for one caller only. */
  remove: async (tokenHash: string): Promise<boolean> =>
    (await signUps.deleteOne({ _id: tokenHash })).deletedCount === 1,
});
