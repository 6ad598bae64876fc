import { timeOfEntry } from '../entry-ids.js';
import { trimmedKey } from '../names.js';
import type { Keeping, Progress } from '../transport.js';
import type { Connection } from './connection.js';
import { entriesOf, fieldsOf, listOf } from './replies.js';
import { trimFinished } from './trim-script.js';

export const createKeeping = (redis: Connection): Keeping => {
  const oldestOf = async (stream: string, group: string, info: Map<string, unknown>) => {
    if (Number(info.get('pending')) > 0) {
      const [, first] = listOf(await redis.call('XPENDING', stream, group));
      if (typeof first === 'string') return timeOfEntry(first);
    }
    const after = `(${String(info.get('last-delivered-id'))}`;
    const [next] = entriesOf(await redis.call('XRANGE', stream, after, '+', 'COUNT', 1));
    return next && timeOfEntry(next.id);
  };

  return {
    progress: async (stream) => {
      if ((await redis.exists(stream)) === 0) return [];
      const infos = listOf(await redis.call('XINFO', 'GROUPS', stream)).map(fieldsOf);
      return Promise.all(
        infos.map(async (info): Promise<Progress> => {
          const group = String(info.get('name'));
          const lag = info.get('lag');
          return {
            stream,
            group,
            lag: typeof lag === 'number' ? lag : undefined,
            pending: Number(info.get('pending')),
            oldest: await oldestOf(stream, group, info),
          };
        }),
      );
    },
    trim: async (stream, { keepMs, everyMs, groups }) => {
      const reply = await trimFinished(redis, [stream, trimmedKey(stream)], [keepMs, everyMs, ...groups]);
      if (!Array.isArray(reply)) return undefined;
      const [removed, ...heldBackBy] = reply;
      return { removed: Number(removed), heldBackBy: heldBackBy.map(String) };
    },
  };
};
