import type { Redis } from 'ioredis';
import { inTime } from './in-time.js';
import type { Copy, ReplicaField, ReplicaForm } from './replica.js';
import { storeIfNewer } from './store-script.js';

/** What a write came to: stored over this version (0: none), or what was there, which is not older, stays. */
export type Written<F extends ReplicaField> =
  | { readonly kind: 'stored'; readonly over: number }
  | { readonly kind: 'kept'; readonly copy: Copy<F> | undefined };

/** Reads and writes are one command each. */
export interface Store<F extends ReplicaField> {
  read(userIds: readonly string[]): Promise<Copy<F>[]>;
  write(copy: Copy<F>): Promise<Written<F>>;
  /** The users whose stored replica has this nickname, for each of these `nicknameKey`s: several while one is behind. */
  named(keys: readonly string[]): Promise<(readonly string[])[]>;
}

interface StoreOptions<F extends ReplicaField> {
  readonly service: string;
  readonly redis: Redis;
  readonly form: ReplicaForm<F>;
  readonly timeoutMs: number;
}

/**
 * The replicas of one service in its Redis, under `{service}:replica:<user id>`, and the index of their nicknames
 * under `{service}:nicknames`. Throws `Outage` if it is away.
 */
export const createStore = <F extends ReplicaField>(options: StoreOptions<F>): Store<F> => {
  const { service, redis, form, timeoutMs } = options;
  const names = `{${service}}:nicknames`;
  const keyOf = (userId: string) => `{${service}}:replica:${userId}`;

  return {
    read: async (userIds) => {
      const stored = await inTime(redis.mget(userIds.map(keyOf)), timeoutMs);
      return stored.flatMap((json) => (json === null ? [] : (form.read(json) ?? [])));
    },
    write: async (copy) => {
      const running = redis.eval(storeIfNewer, 2, keyOf(copy.replica.userId), names, form.write(copy));
      const reply: unknown = await inTime(running, timeoutMs);
      const [outcome, told] = Array.isArray(reply) ? reply : [];
      if (outcome === 'stored') return { kind: 'stored', over: Number(told) };
      return { kind: 'kept', copy: typeof told === 'string' ? form.read(told) : undefined };
    },
    named: async (keys) => {
      const claims = await inTime(redis.hmget(names, ...keys), timeoutMs);
      return claims.map((userIds) => userIds?.split(' ') ?? []);
    },
  };
};
