import { Fenced, NoGroup } from '../errors.js';
import { deadLetterKey, epochKey, leaseKey, rebuildKey } from '../names.js';
import type { Groups } from '../transport.js';
import type { Connection } from './connection.js';
import { buryEntry, countDelivery, readFenced } from './entry-scripts.js';
import { createGroup } from './lease-scripts.js';
import { entriesOf, fieldsOf, flatEntriesOf, listOf, pendingOf } from './replies.js';

export const createGroups = (redis: Connection): Groups => {
  const known = async <T>(stream: string, group: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      const text = cause instanceof Error ? cause.message : '';
      if (text.startsWith('FENCED')) throw new Fenced(stream, { cause });
      if (text.includes('NOGROUP') || text.includes('no such key'))
        throw new NoGroup(stream, group, { cause });
      throw cause;
    }
  };

  return {
    create: async (stream, group, { rebuilding = false } = {}) => {
      const keys = [stream, epochKey(stream, group), ...(rebuilding ? [rebuildKey(stream, group)] : [])];
      return (await createGroup(redis, keys, [group])) === 1;
    },

    readNew: (stream, group, token, count) =>
      known(stream, group, async () => {
        const keys = [leaseKey(stream, group), stream];
        return flatEntriesOf(await readFenced(redis, keys, [token, group, count]));
      }),

    pending: (stream, group, after, idleMs) =>
      known(stream, group, async () => {
        const idle = idleMs === undefined ? [] : ['IDLE', idleMs];
        return pendingOf(await redis.call('XPENDING', stream, group, ...idle, `(${after}`, '+', 100));
      }),

    lastDelivered: (stream, group) =>
      known(stream, group, async () => {
        const infos = listOf(await redis.call('XINFO', 'GROUPS', stream)).map(fieldsOf);
        const mine = infos.find((info) => info.get('name') === group);
        if (!mine) throw new NoGroup(stream, group);
        return String(mine.get('last-delivered-id'));
      }),

    acknowledge: async (stream, group, ids) => {
      await redis.xack(stream, group, ...ids);
    },

    countDelivery: (stream, group, token, id, deliveries, idleMs) =>
      known(stream, group, async () => {
        await countDelivery(
          redis,
          [leaseKey(stream, group), stream],
          [token, group, id, deliveries, Math.max(0, idleMs)],
        );
      }),

    bury: (stream, group, token, id, letter) =>
      known(stream, group, async () => {
        const keys = [leaseKey(stream, group), stream, deadLetterKey(stream, group)];
        await buryEntry(redis, keys, [token, group, id, ...Object.entries(letter).flat()]);
      }),

    entries: (stream, ids) =>
      Promise.all(
        ids.map(async (id) => {
          const [entry] = entriesOf(await redis.call('XRANGE', stream, id, id));
          return entry ?? { id, json: undefined };
        }),
      ),

    after: async (stream, id, count) =>
      entriesOf(await redis.call('XRANGE', stream, `(${id}`, '+', 'COUNT', count)),

    lastId: async (stream) => {
      const [last] = entriesOf(await redis.call('XREVRANGE', stream, '+', '-', 'COUNT', 1));
      return last?.id ?? '0-0';
    },
  };
};
