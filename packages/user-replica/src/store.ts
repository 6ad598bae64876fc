import { Outage } from '@obey/choreography';
import type { Redis } from 'ioredis';
import type { Replica, ReplicaField, ReplicaForm } from './replica.js';

/**
 * Stores a replica, unless a newer one is there.
 *
 * KEYS[1]  hash of the user: version, form, replica
 * ARGV[1]  version of the replica, an integer
 * ARGV[2]  form: the names of its fields
 * ARGV[3]  the replica as JSON
 *
 * The same version in another form is replaced too: the service was upgraded, and keeps other fields now.
 *
 * Returns nil if it was stored, else the JSON of the replica that is there and stays.
 */
const storeIfNewer = `
local version = tonumber(redis.call('HGET', KEYS[1], 'version'))
local incoming = tonumber(ARGV[1])
if version and (version > incoming
    or (version == incoming and redis.call('HGET', KEYS[1], 'form') == ARGV[2])) then
  return redis.call('HGET', KEYS[1], 'replica')
end
redis.call('HSET', KEYS[1], 'version', ARGV[1], 'form', ARGV[2], 'replica', ARGV[3])
return nil
`;

export interface Store<F extends ReplicaField> {
  read(userId: string): Promise<Replica<F> | undefined>;
  readMany(userIds: readonly string[]): Promise<Replica<F>[]>;
  /** Gives back what is stored afterwards: this replica, or the newer one that was there. */
  write(replica: Replica<F>): Promise<Replica<F>>;
}

interface StoreOptions<F extends ReplicaField> {
  readonly service: string;
  readonly redis: Redis;
  readonly form: ReplicaForm<F>;
  readonly timeoutMs: number;
}

/** The replicas of one service in its Redis, under `{service}:user:<id>`. Throws `Outage` if it is away. */
export const createStore = <F extends ReplicaField>(options: StoreOptions<F>): Store<F> => {
  const { service, redis, form, timeoutMs } = options;
  const keyOf = (userId: string) => `{${service}}:user:${userId}`;
  const read = (json: unknown) => (typeof json === 'string' ? form.parse(json) : undefined);

  return {
    read: async (userId) => read(await inTime(redis.hget(keyOf(userId), 'replica'), timeoutMs)),
    readMany: async (userIds) => {
      const pipeline = redis.pipeline();
      for (const userId of userIds) pipeline.hget(keyOf(userId), 'replica');
      const replies = (await inTime(pipeline.exec(), timeoutMs)) ?? [];
      return replies.flatMap(([error, json]) => {
        if (error !== null) throw new Outage("The service's Redis", { cause: error });
        return read(json) ?? [];
      });
    },
    write: async (replica) => {
      const { userId, version } = replica;
      const json = JSON.stringify(replica);
      const writing = redis.eval(storeIfNewer, 1, keyOf(userId), version, form.name, json);
      return read(await inTime(writing, timeoutMs)) ?? replica;
    },
  };
};

// A client that has lost its connection queues commands for as long as it may reconnect; a reader of a
// cache must not wait for that.
const inTime = async <T>(reply: Promise<T>, timeoutMs: number): Promise<T> => {
  const { promise: late, reject } = deferred();
  const timer = setTimeout(() => reject(new Error(`No reply from Redis within ${timeoutMs} ms`)), timeoutMs);
  try {
    return await Promise.race([reply, late]);
  } catch (cause) {
    throw new Outage("The service's Redis", { cause });
  } finally {
    clearTimeout(timer);
  }
};

const deferred = () => {
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<never>((_, fail) => {
    reject = fail;
  });
  return { promise, reject };
};
