import { letterOf } from '../dead-letter.js';
import { deadLetterKey, discardedKey } from '../names.js';
import type { DeadLetter, Letters } from '../transport.js';
import type { Connection } from './connection.js';
import { discardLetter, redriveLetter } from './entry-scripts.js';
import { fieldsOf, listOf } from './replies.js';

/** Of those discarded, so many are kept. */
const mostDiscarded = 10_000;

export const createLetters = (redis: Connection): Letters => ({
  list: async (stream, group, after, count) => {
    const key = deadLetterKey(stream, group);
    const reply = await redis.call('XRANGE', key, `(${after}`, '+', 'COUNT', count);
    return listOf(reply).map(read);
  },
  redrive: async (stream, group, id) => {
    const put = await redriveLetter(redis, [deadLetterKey(stream, group), stream], [id, group]);
    return typeof put === 'string' ? put : undefined;
  },
  discard: async (stream, group, id, reason) => {
    const keys = [deadLetterKey(stream, group), discardedKey(stream, group)];
    return (await discardLetter(redis, keys, [id, reason, mostDiscarded])) === 1;
  },
});

const read = (reply: unknown): DeadLetter => {
  const [id, list] = listOf(reply);
  const fields = fieldsOf(list);
  return letterOf(String(id), (name) => String(fields.get(name) ?? ''));
};
