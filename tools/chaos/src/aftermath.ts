import { setTimeout as delay } from 'node:timers/promises';
import { until } from '@obey/test-servers';
import type { Redis } from 'ioredis';
import { StockOrderPacked, said, streamsOf, tortured } from './contracts.js';

/** What Redis holds when everything is over. */
export interface Aftermath {
  /** Delivered, and not acknowledged. */
  readonly pending: number;
  /** On the streams, and not delivered. */
  readonly unread: number;
  readonly deadLetters: number;
  /** Messages that stand on the streams more than once. */
  readonly doubled: number;
  /** For each follow-up, the id of the message that it follows from. */
  readonly followed: readonly string[];
}

const streams = said.flatMap(streamsOf);

const listOf = (reply: unknown): readonly unknown[] => (Array.isArray(reply) ? reply : []);

/** A field of the lists of names and values that XINFO gives. */
const fieldOf = (info: unknown, name: string) => {
  const fields = listOf(info);
  return fields[fields.indexOf(name) + 1];
};

const groupOf = async (redis: Redis, stream: string) =>
  listOf(await redis.xinfo('GROUPS', stream)).find((group) => fieldOf(group, 'name') === tortured);

const unreadOf = async (redis: Redis, stream: string): Promise<number> => {
  const group = await groupOf(redis, stream);
  const after = group === undefined ? '-' : `(${fieldOf(group, 'last-delivered-id')}`;
  return (await redis.xrange(stream, after, '+')).length;
};

const sumOver = async (count: (stream: string) => Promise<number>) =>
  (await Promise.all(streams.map(count))).reduce((sum, one) => sum + one, 0);

const pendingIn = (redis: Redis) =>
  sumOver(async (stream) => Number(fieldOf(await groupOf(redis, stream), 'pending') ?? 0));

const unreadIn = (redis: Redis) => sumOver((stream) => unreadOf(redis, stream));

/** Waits until nothing is unread or pending in any group; false when the time is over before. */
export const drained = async (redis: Redis, withinMs: number): Promise<boolean> => {
  const isDrained = async () => {
    await delay(100);
    return (await pendingIn(redis)) === 0 && (await unreadIn(redis)) === 0;
  };
  try {
    return await until('all is handled', isDrained, withinMs);
  } catch {
    return isDrained();
  }
};

/** All messages of a stream, as their JSON, page by page. */
async function* messagesOn(redis: Redis, stream: string) {
  for (let from = '-'; ; ) {
    const entries = await redis.xrange(stream, from, '+', 'COUNT', 1_000);
    for (const [, fields] of entries) yield parse(fields[1]);
    const last = entries.at(-1);
    if (!last) return;
    from = `(${last[0]}`;
  }
}

const parse = (json: string | undefined): { id: string; causationid: string } => {
  const { id, causationid }: { [name: string]: unknown } = JSON.parse(json ?? '{}');
  return { id: String(id), causationid: String(causationid) };
};

/** Counts what is left in Redis. */
export const readAftermath = async (redis: Redis): Promise<Aftermath> => {
  const ids = new Set<string>();
  let entries = 0;
  for (const stream of streams) {
    for await (const { id } of messagesOn(redis, stream)) {
      ids.add(id);
      entries += 1;
    }
  }
  const followed: string[] = [];
  for (const stream of streamsOf(StockOrderPacked))
    for await (const { causationid } of messagesOn(redis, stream)) followed.push(causationid);
  const dead = await redis.keys('dead:*');
  const deadLetters = (await Promise.all(dead.map((key) => redis.xlen(key)))).reduce(
    (sum, one) => sum + one,
    0,
  );
  return {
    pending: await pendingIn(redis),
    unread: await unreadIn(redis),
    deadLetters,
    doubled: entries - ids.size,
    followed,
  };
};
