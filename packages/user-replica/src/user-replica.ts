import { on, type Reaction, type Runtime } from '@obey/choreography';
import { AuthUserChanged } from '@obey/contracts';
import type { Redis } from 'ioredis';
import type { Registry } from 'prom-client';
import { createFind } from './find.js';
import { createGet } from './get.js';
import { createGetMany } from './get-many.js';
import { createInspect, type Inspected } from './inspect.js';
import { createLearn } from './learn.js';
import { createMemory } from './memory.js';
import { createPeek } from './peek.js';
import { type Replica, type ReplicaField, replicaForm } from './replica.js';
import { createStaleness } from './staleness.js';
import { createStore } from './store.js';
import { createWanted } from './wanted.js';

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
  /** How long `get` believes that there is no such user; `peek` does not ask again for twenty times as long. */
  readonly absentMs?: number;
  /** A user who is known here waits for auth no longer than this. */
  readonly refreshMs?: number;
  /** Redis counts as away when it does not reply in this time. */
  readonly timeoutMs?: number;
  /** Hears of a failure that was got over, because memory served or the other road repeats the write. */
  readonly onTrouble?: (what: string, error: unknown) => void;
  /** Where it is counted how far copies were behind, and which gaps were healed. */
  readonly metrics?: Registry;
  readonly now?: () => number;
}

/** The users as one service knows them. A version once seen is never followed by an older one. */
export interface UserReplica<F extends ReplicaField> {
  /**
   * The user by memory, then Redis, then auth; null if auth knows no such user. Throws `AskTimeout` or
   * `AskFailed` if only auth knows and does not say, and `Outage` if Redis is away and memory has nothing. Who knows
   * that there is a version `atLeast` so new gets that one or a newer one; but what is known here if auth, or
   * Redis, does not give it in time (`refreshMs`, `timeoutMs`).
   */
  get(userId: string, atLeast?: number): Promise<Replica<F> | null>;
  /**
   * Those of the users whom auth knows, by memory and one command to Redis; auth is asked only about those who are in neither,
   * 16 at a time. Throws as `get` does.
   */
  getMany(userIds: readonly string[]): Promise<Map<string, Replica<F>>>;
  /**
   * Those of the users that are cached, without waiting for auth; it is asked about the others in the background,
   * so that a later peek has them. With Redis away: those in memory.
   */
  peek(userIds: readonly string[]): Promise<Map<string, Replica<F>>>;
  /**
   * The ids of those who are known here by these nicknames, whatever their case (`nicknameKey`), by nickname as
   * given. Asks nobody. Throws `Outage` if Redis is away, and a TypeError where `nickname` is not kept.
   */
  find(nicknames: readonly string[]): Promise<Map<string, string>>;
  /** The newest copy there is here, and its circumstances; asks nobody. Throws `Outage` if Redis is away and memory has nothing. */
  inspect(userId: string): Promise<Inspected<F> | undefined>;
  /** To be spread into the reactions of the service. */
  readonly reactions: readonly Reaction[];
  close(): void;
}

/** The cached copy of users, fetched when first needed and kept fresh by what auth says. */
export const createUserReplica = async <const F extends ReplicaField>(
  options: UserReplicaOptions<F>,
): Promise<UserReplica<F>> => {
  const { service, runtime, redis, fields, onTrouble = () => {}, now = Date.now } = options;
  const { capacity = 10_000, freshMs = 30_000, absentMs = 3_000 } = options;
  const { refreshMs = 1_000, timeoutMs = 500 } = options;
  const form = replicaForm(fields);
  const memory = createMemory<F>({ capacity, freshMs, absentMs, now });
  const store = createStore({ service, redis, form, timeoutMs });
  const staleness = createStaleness(options.metrics, now);
  const { learn, ask } = createLearn({ runtime, memory, store, form, staleness, now });
  const wanted = createWanted({ ask, onTrouble });
  const find = createFind({ store, wanted });

  // Two roads, since each alone falls short. A reaction of the group runs in one instance only: it makes
  // Redis fresh for good, but the other instances would keep the older copy in their memory. What is
  // followed reaches the memory of every instance, but not one that is down or cut off at that moment.
  // It writes to Redis too, or an instance that has forgotten the newer version could read the older one
  // there, as long as the reaction has not run. The guard makes the order of the roads indifferent.
  const following = runtime.follow(AuthUserChanged).subscribe(({ data, time }) => {
    learn(data, saidAt(time)).catch((error: unknown) =>
      onTrouble(`User ${data.userId} was not written to Redis yet; the reaction will`, error),
    );
  });

  const get = createGet({ memory, store, ask, refreshMs, onTrouble });
  return {
    get,
    getMany: createGetMany({ memory, store, get, onTrouble }),
    peek: createPeek({ memory, store, wanted, onTrouble }),
    find: async (nicknames) => {
      if (form.keeps('nickname')) return find(nicknames);
      throw new TypeError(
        `${service} keeps no nicknames of users; add 'nickname' to \`fields\` to find by it`,
      );
    },
    inspect: createInspect({ memory, store, onTrouble }),
    reactions: [on(AuthUserChanged, async ({ data, time }) => void (await learn(data, saidAt(time))))],
    close: () => {
      following.unsubscribe();
      wanted.close();
      memory.clear();
    },
  };
};

const saidAt = (time: string) => ({ source: 'event', at: Date.parse(time) }) as const;
