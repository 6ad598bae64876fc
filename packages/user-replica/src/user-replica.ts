import { on, type Reaction, type Runtime } from '@obey/choreography';
import { AuthGetUserById, AuthUserChanged, type User } from '@obey/contracts';
import type { Redis } from 'ioredis';
import { createMemory } from './memory.js';
import { type Replica, type ReplicaField, replicaForm } from './replica.js';
import { createStore } from './store.js';

export interface UserReplicaOptions<F extends ReplicaField> {
  /** Name of the service, under which its replicas are kept in Redis. */
  readonly service: string;
  readonly runtime: Pick<Runtime, 'ask' | 'follow'>;
  /** The service's own Redis. */
  readonly redis: Redis;
  /** What to keep of a user besides `userId` and `version`. */
  readonly fields: readonly F[];
  /** Users remembered in this process. */
  readonly capacity?: number;
  /** A replica in memory is compared with Redis again after this time. */
  readonly freshMs?: number;
  /** How long it is remembered that there is no such user. */
  readonly absentMs?: number;
  /** Redis counts as away when it does not reply in this time. */
  readonly timeoutMs?: number;
  /** Hears of a failure that was got over, because memory served or the other road repeats the write. */
  readonly onTrouble?: (what: string, error: unknown) => void;
  readonly now?: () => number;
}

/** The users as one service knows them. A version once seen is never followed by an older one. */
export interface UserReplica<F extends ReplicaField> {
  /**
   * The user by memory, then Redis, then auth; null if auth knows no such user. Throws `AskTimeout` or
   * `AskFailed` if only auth knows and does not say, and `Outage` if Redis is away and memory has nothing.
   */
  get(userId: string): Promise<Replica<F> | null>;
  /** Those of the users that are cached, without asking auth. With Redis away: those in memory. */
  peek(userIds: readonly string[]): Promise<Map<string, Replica<F>>>;
  /** To be spread into the reactions of the service. */
  readonly reactions: readonly Reaction[];
  close(): void;
}

/** The cached copy of users, fetched when first needed and kept fresh by what auth says. */
export const createUserReplica = async <const F extends ReplicaField>(
  options: UserReplicaOptions<F>,
): Promise<UserReplica<F>> => {
  const { service, runtime, redis, fields, onTrouble = () => {}, now = Date.now } = options;
  const { capacity = 10_000, freshMs = 30_000, absentMs = 3_000, timeoutMs = 500 } = options;
  const form = replicaForm(fields);
  const memory = createMemory<F>({ capacity, freshMs, absentMs, now });
  const store = createStore({ service, redis, form, timeoutMs });
  const loading = new Map<string, Promise<Replica<F> | null>>();

  // Memory first: from here on this process shows no older version, whatever becomes of the write.
  const learn = async (user: User) => {
    const replica = memory.keep(form.select(user));
    return memory.keep(await store.write(replica));
  };

  const ask = async (userId: string) => {
    const { user } = await runtime.ask(AuthGetUserById, { userId });
    if (user !== null) return learn(user);
    memory.keepAbsent(userId);
    // An event may have told of the user while auth's answer was under way.
    const remembered = memory.recall(userId);
    return remembered?.kind === 'known' ? remembered.replica : null;
  };

  const load = async (userId: string) => {
    const remembered = memory.recall(userId);
    try {
      const stored = await store.read(userId);
      if (stored !== undefined) return memory.keep(stored);
    } catch (error) {
      if (remembered?.kind !== 'known') throw error;
      onTrouble(`User ${userId} was served from memory, because Redis is away`, error);
      return memory.keep(remembered.replica);
    }
    try {
      return await ask(userId);
    } catch (error) {
      if (remembered?.kind !== 'known') throw error;
      onTrouble(`User ${userId} was served from memory, because auth does not answer`, error);
      return memory.keep(remembered.replica);
    }
  };

  const get = async (userId: string) => {
    const remembered = memory.recall(userId);
    if (remembered?.kind === 'absent') return null;
    if (remembered?.kind === 'known' && remembered.fresh) return remembered.replica;
    const underWay = loading.get(userId);
    if (underWay) return underWay;
    const begun = load(userId).finally(() => loading.delete(userId));
    loading.set(userId, begun);
    return begun;
  };

  const peek = async (userIds: readonly string[]) => {
    const found = new Map<string, Replica<F>>();
    const missing: string[] = [];
    for (const userId of new Set(userIds)) {
      const remembered = memory.recall(userId);
      if (remembered?.kind === 'known') found.set(userId, remembered.replica);
      else missing.push(userId);
    }
    if (missing.length === 0) return found;
    try {
      for (const replica of await store.readMany(missing)) found.set(replica.userId, memory.keep(replica));
    } catch (error) {
      onTrouble(`${missing.length} users were left unnamed, because Redis is away`, error);
    }
    return found;
  };

  // Two roads, since each alone falls short. A reaction of the group runs in one instance only: it makes
  // Redis fresh for good, but the other instances would keep the older copy in their memory. What is
  // followed reaches the memory of every instance, but not one that is down or cut off at that moment.
  // It writes to Redis too, or an instance that has forgotten the newer version could read the older one
  // there, as long as the reaction has not run. The guard makes the order of the roads indifferent.
  const following = runtime.follow(AuthUserChanged).subscribe(({ data }) => {
    learn(data).catch((error: unknown) =>
      onTrouble(`User ${data.userId} was not written to Redis yet; the reaction will`, error),
    );
  });

  return {
    get,
    peek,
    reactions: [on(AuthUserChanged, async ({ data }) => void (await learn(data)))],
    close: () => {
      following.unsubscribe();
      memory.clear();
    },
  };
};
