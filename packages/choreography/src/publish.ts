import { openConnection, untilReady } from './connection.js';
import { PublishUnknown, Stopping } from './errors.js';
import { encode, type Message } from './message.js';
import { eventField } from './names.js';
import type { Observer } from './observe.js';
import { addOnce } from './scripts.js';
import type { Tuning } from './tuning.js';
import { backOff, endable, pause } from './waiting.js';

interface PublisherDeps {
  readonly url: string;
  readonly name: string;
  readonly tuning: Tuning;
  readonly observe: Observer;
}

export interface Publisher {
  /**
   * Adds the message to the stream, once: when the reply is lost, it is looked for before it is added again.
   * With `since`, it may have been added at or after that time by somebody before, and is looked for at once.
   * Throws `PublishUnknown` when its time is over, and what Redis replied when it refused (OOM, MISCONF …).
   */
  add(stream: string, message: Message, options?: { since?: Date; withinMs?: number }): Promise<void>;
  close(): void;
}

/** A search looks at no more entries than this, because it blocks Redis (about 7 ms per 1,000). */
const mostSearched = 10_000;
/** Entry ids are Redis' time; this covers what its clock may have moved since it was compared with ours. */
const clockMarginMs = 2_000;

export const createPublisher = async ({ url, name, tuning, observe }: PublisherDeps): Promise<Publisher> => {
  const redis = openConnection(url, { name, timeoutMs: tuning.commandTimeoutMs, observe });
  const closing = endable();
  let current: string[] = [];
  let clockOffsetMs = 0;
  let introduced = Promise.resolve();

  // What was sent on an earlier connection may still be on its way to Redis. Before anything is tried again,
  // that connection is killed there: by id and address, since ids start anew with the server.
  const introduce = async (predecessor: string[]) => {
    if (predecessor.length > 0) await redis.call('CLIENT', 'KILL', ...predecessor);
    const info = String(await redis.client('INFO'));
    const [seconds, micros] = await redis.time();
    clockOffsetMs = Number(seconds) * 1000 + Number(micros) / 1000 - Date.now();
    current = ['ID', /\bid=(\d+)/.exec(info)?.[1] ?? '0', 'ADDR', /\baddr=(\S+)/.exec(info)?.[1] ?? ''];
  };
  redis.on('ready', () => {
    introduced = introduce(current);
    introduced.catch(() => redis.disconnect(true));
  });
  await untilReady(redis);

  const search = async (stream: string, message: Message, json: string, sinceMs: number) => {
    await introduced;
    const from = Math.max(0, Math.floor(sinceMs + clockOffsetMs - clockMarginMs));
    const beginning = json.slice(0, json.indexOf(message.id) + message.id.length + 1);
    await addOnce(redis, [stream], [from, beginning, json, mostSearched]);
  };

  const add: Publisher['add'] = async (stream, message, { since, withinMs = tuning.publishMs } = {}) => {
    const json = encode(message);
    const startedAt = Date.now();
    let searchFrom = since?.getTime();
    for (let attempt = 1; ; attempt++) {
      try {
        if (searchFrom === undefined) await redis.xadd(stream, '*', eventField, json);
        else await search(stream, message, json, searchFrom);
        observe({ kind: 'published', message });
        return;
      } catch (error) {
        if (isReply(error)) throw error;
        if (isTimeout(error)) redis.disconnect(true);
        searchFrom ??= startedAt;
        const inMs = backOff(attempt, 20, 500);
        if (closing.signal.aborted) throw new Stopping(`Publishing ${message.type} ${message.id}`);
        if (Date.now() + inMs - startedAt > withinMs)
          throw new PublishUnknown(message.type, message.id, { cause: error });
        await pause(inMs, closing.signal);
      }
    }
  };

  return {
    add,
    close: () => {
      closing.abort();
      redis.disconnect();
    },
  };
};

/** Redis has answered, and so has not added it. */
const isReply = (error: unknown) => error instanceof Error && error.name === 'ReplyError';
const isTimeout = (error: unknown) => error instanceof Error && error.message === 'Command timed out';
