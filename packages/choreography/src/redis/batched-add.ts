import { eventField } from '../names.js';
import { deferred } from '../waiting.js';
import type { Connection } from './connection.js';
import { addAll } from './publishing-scripts.js';

/** Lua may not be given much more at once, and a script blocks Redis. In messages, and in characters of their JSON. */
const [mostAtOnce, mostCharacters] = [200, 1_000_000];

/** A batch has failed in the middle: some of its messages may have been added. */
export class PartlyAdded extends Error {}

interface Batch {
  readonly messages: string[];
  characters: number;
  readonly outcome: ReturnType<typeof deferred<'added'>>;
}

/**
 * Adds messages to streams; what comes in one turn of the event loop for one stream goes out as one command.
 * All of a batch share its outcome.
 */
export const createBatchedAdd = (redis: Connection) => {
  const open = new Map<string, Batch>();

  const send = async (stream: string, messages: readonly string[]) => {
    const [only] = messages;
    try {
      if (messages.length === 1 && only !== undefined) await redis.xadd(stream, '*', eventField, only);
      else await addAll(redis, [stream], messages);
    } catch (cause) {
      // Redis refuses the rest of a script when its memory is full.
      throw messages.length > 1 && cause instanceof Error && cause.name === 'ReplyError'
        ? new PartlyAdded(`A batch for ${stream} has failed`, { cause })
        : cause;
    }
  };
  const flush = (stream: string) => {
    const batch = open.get(stream);
    if (!batch) return;
    open.delete(stream);
    send(stream, batch.messages).then(() => batch.outcome.resolve('added'), batch.outcome.reject);
  };
  const flushAll = () => {
    for (const stream of [...open.keys()]) flush(stream);
  };

  return (stream: string, json: string): Promise<'added'> => {
    if (open.size === 0) setImmediate(flushAll);
    const batch = open.get(stream) ?? { messages: [], characters: 0, outcome: deferred<'added'>() };
    open.set(stream, batch);
    batch.messages.push(json);
    batch.characters += json.length;
    if (batch.messages.length >= mostAtOnce || batch.characters >= mostCharacters) flush(stream);
    return batch.outcome.promise;
  };
};
