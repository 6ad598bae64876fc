import type { Outbox, OutboxField, Outgoing, Runtime } from '@obey/choreography';
import { type Collection, type Db, MongoServerError } from 'mongodb';
import type { KeyRing } from './keys.js';
import type { PendingSignUp, SignUp } from './sign-ups.js';
import type { User } from './users.js';

type Told<T> = T & { outbox?: OutboxField };

const withoutOutbox = { projection: { outbox: 0 } };

/** MongoDB's E11000: a unique index has such a value already. */
export const isDuplicate = (error: unknown): boolean =>
  error instanceof MongoServerError && error.code === 11_000;

/** MongoDB's collections of auth: users, signups, keys. Makes their indexes. */
export const openStore = async ({ db, runtime }: { db: Db; runtime: Runtime }) => {
  const users = db.collection<Told<User>>('users');
  const signUps = db.collection<Told<SignUp>>('signups');
  const keys = db.collection<KeyRing>('keys');
  await users.createIndexes([
    { key: { email: 1 }, unique: true },
    { key: { nicknameKey: 1 }, unique: true },
  ]);
  await signUps.createIndexes([{ key: { expiresAt: 1 }, expireAfterSeconds: 0 }]);
  return {
    users: usersIn(users, await runtime.outbox(users)),
    // Its messages hold a token that nobody may read here; once they are told they do not stay.
    signUps: signUpsIn(signUps, await runtime.outbox(signUps, { keepMs: 0 })),
    keys: keysIn(keys),
  };
};

export type Store = Awaited<ReturnType<typeof openStore>>;

const usersIn = (users: Collection<Told<User>>, outbox: Outbox) => {
  const byId = (userId: string): Promise<User | null> => users.findOne({ _id: userId }, withoutOutbox);

  return {
    byId,
    byEmail: (email: string): Promise<User | null> => users.findOne({ email }, withoutOutbox),
    hasNickname: async (nicknameKey: string): Promise<boolean> =>
      (await users.findOne({ nicknameKey }, { projection: { _id: 1 } })) !== null,

    /** Rejects as duplicate (`isDuplicate`) where the id, the address or the nickname is taken. */
    insert: async (user: User, messages: readonly Outgoing[]): Promise<void> => {
      await users.insertOne({ ...user, ...outbox.hold(messages) });
      outbox.relay(user._id);
    },

    /**
     * Changes a user by a decision, and tells of it in the same write. If somebody else changed the user
     * meanwhile, decides again. A decision that returns its input changes nothing. Null: no such user.
     */
    change: async (
      userId: string,
      decide: (user: User) => User,
      tell: (changed: User) => readonly Outgoing[],
    ): Promise<User | null> => {
      for (let user = await byId(userId); user !== null; user = await byId(userId)) {
        const decided = decide(user);
        if (decided === user) return user;
        const changed = { ...decided, version: user.version + 1 };
        const { _id, ...fields } = changed;
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

const keysIn = (keys: Collection<KeyRing>) => ({
  /** The key ring as stored; this one, if there was none. Instances that start at once get the same. */
  firstOr: async (make: () => Promise<KeyRing>): Promise<KeyRing> => {
    const stored = await keys.findOne({ _id: 'signing' });
    if (stored) return stored;
    const made = await make();
    try {
      await keys.insertOne(made);
      return made;
    } catch (error) {
      const other = isDuplicate(error) ? await keys.findOne({ _id: 'signing' }) : null;
      if (other) return other;
      throw error;
    }
  },
});
