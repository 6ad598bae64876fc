import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import {
  type Connection,
  consumer,
  fieldsOf,
  instancesAliveKey,
  listOf,
} from '@obey/choreography/inspection';
import { connectTo, startRedis, type TestRedis } from '@obey/test-servers';
import type { ExecutionContext } from 'ava';
import type { Redis } from 'ioredis';

/** Some hours of a forum, as they stood in Redis: how it was recorded is told in `record-day.ts`. */
export const dayFile = fileURLToPath(new URL('../../../test/fixtures/forum-day.ndjson', import.meta.url));

interface RecordedGroup {
  readonly name: string;
  readonly lastDelivered: string;
  readonly entriesRead: number;
  /** Entry, time of its delivery (ms), how often it was delivered. */
  readonly pending: readonly (readonly [string, number, number])[];
}

export type RecordedKey =
  | {
      readonly type: 'stream';
      readonly key: string;
      readonly entries: readonly (readonly [string, readonly string[]])[];
      readonly groups: readonly RecordedGroup[];
    }
  | { readonly type: 'hash'; readonly key: string; readonly fields: Readonly<Record<string, string>> }
  | { readonly type: 'zset'; readonly key: string; readonly members: readonly string[] }
  | { readonly type: 'string'; readonly key: string; readonly value: string };

/** The keys of the choreography, and none of the services' own. */
const ours = /^(events|commands|requests|dead|discarded|lease|epoch|later|members|topology):/;

export const recordKeys = async (redis: Connection): Promise<RecordedKey[]> => {
  const keys = (await redis.keys('*')).filter((key) => ours.test(key)).sort();
  const recorded = await Promise.all(keys.map((key) => recordKey(redis, key)));
  return recorded.flatMap((one) => one ?? []);
};

const recordKey = async (redis: Connection, key: string): Promise<RecordedKey | undefined> => {
  const type = await redis.type(key);
  switch (type) {
    case 'stream':
      return {
        type,
        key,
        entries: await redis.xrange(key, '-', '+'),
        groups: await recordGroups(redis, key),
      };
    case 'hash':
      return { type, key, fields: await redis.hgetall(key) };
    case 'zset':
      return { type, key, members: listOf(await redis.call('ZRANGE', key, 0, -1)).map(String) };
    case 'string':
      return { type, key, value: String(await redis.get(key)) };
    default:
      return undefined;
  }
};

const recordGroups = async (redis: Connection, key: string): Promise<RecordedGroup[]> =>
  Promise.all(
    listOf(await redis.call('XINFO', 'GROUPS', key)).map(async (reply) => {
      const info = fieldsOf(reply);
      const name = String(info.get('name'));
      const pending = listOf(await redis.call('XPENDING', key, name, '-', '+', '1000'));
      return {
        name,
        lastDelivered: String(info.get('last-delivered-id')),
        entriesRead: Number(info.get('entries-read') ?? 0),
        pending: pending.map((one) => {
          const [id, , idleMs, deliveries] = listOf(one);
          return [String(id), Date.now() - Number(idleMs), Number(deliveries)] as const;
        }),
      };
    }),
  );

/** A Redis of one's own that holds the recorded day; its instances are alive, and no lease ends. */
export const startDay = async (t: ExecutionContext): Promise<TestRedis & { readonly client: Redis }> => {
  const server = await startRedis(t, '--appendonly', 'no');
  const client = connectTo(t, server.url);
  await loadDay(client);
  return { ...server, client };
};

export const loadDay = async (client: Connection): Promise<void> => {
  for (const line of (await readFile(dayFile, 'utf8')).trimEnd().split('\n')) {
    const recorded: RecordedKey = JSON.parse(line);
    await load(client, recorded);
  }
};

const load = async (redis: Connection, recorded: RecordedKey): Promise<void> => {
  const { key } = recorded;
  switch (recorded.type) {
    case 'hash':
      await redis.hset(key, recorded.fields);
      return;
    case 'string':
      await redis.set(key, recorded.value);
      return;
    case 'zset': {
      const score = key === instancesAliveKey || key.startsWith('members:') ? Date.now() + 3_600_000 : 0;
      for (const member of recorded.members) await redis.zadd(key, score, member);
      return;
    }
    case 'stream':
      for (const [id, fields] of recorded.entries) await redis.xadd(key, id, ...fields);
      for (const group of recorded.groups) await loadGroup(redis, key, group);
  }
};

const loadGroup = async (
  redis: Connection,
  key: string,
  { name, lastDelivered, entriesRead, pending }: RecordedGroup,
) => {
  await redis.call('XGROUP', 'CREATE', key, name, lastDelivered, 'MKSTREAM', 'ENTRIESREAD', entriesRead);
  for (const [id, at, deliveries] of pending)
    await redis.call(
      'XCLAIM',
      key,
      name,
      consumer,
      0,
      id,
      'TIME',
      at,
      'RETRYCOUNT',
      deliveries,
      'FORCE',
      'JUSTID',
    );
};
