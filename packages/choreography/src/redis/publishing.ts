import { createAttempts } from '../attempts.js';
import { encode } from '../cloud-event.js';
import type { Message } from '../message.js';
import { eventField, laterKey, laterMessagesKey } from '../names.js';
import type { Observer } from '../observe.js';
import type { Publishing } from '../transport.js';
import type { Tuning } from '../tuning.js';
import { endable } from '../waiting.js';
import { createBatchedAdd } from './batched-add.js';
import { giveUp, nodeOf, openConnection, type RedisPlace, untilReady } from './connection.js';
import { introduceConnections } from './introductions.js';
import { addDue, addMissing, addOnce, postponeMessage } from './publishing-scripts.js';

interface PublishingDeps {
  readonly place: RedisPlace;
  readonly name: string;
  readonly tuning: Tuning;
  readonly observe: Observer;
  readonly signal: AbortSignal | undefined;
  readonly onNewServer: () => void;
}

/** A search looks at no more entries than this, because it blocks Redis (about 7 ms per 1,000). */
const mostSearched = 10_000;
/** Nobody waits longer for an answer. */
const repliesMs = 120_000;
/** Entries of a stream of reports. */
const reportsKept = 2_000;
/** Entry ids are Redis' time; this covers what its clock may have moved since it was compared with ours. */
const clockMarginMs = 2_000;

export const createPublishing = async ({
  place,
  name,
  tuning,
  observe,
  signal,
  onNewServer,
}: PublishingDeps): Promise<Publishing & { close(): void }> => {
  const options = { name, timeoutMs: tuning.commandTimeoutMs, observe };
  const redis = openConnection(place, options);
  const introductions = introduceConnections(redis, onNewServer);
  const addBatched = createBatchedAdd(redis);
  const closing = endable();
  await untilReady(redis, signal);

  const search = async (stream: string, message: Message, json: string, sinceMs: number) => {
    const { clockOffsetMs } = await introductions.settled(stream);
    const from = Math.max(0, Math.floor(sinceMs + clockOffsetMs - clockMarginMs));
    const beginning = json.slice(0, json.indexOf(message.id) + message.id.length + 1);
    const added = await addOnce(redis, [stream], [from, beginning, json, mostSearched]);
    return added === 1 ? 'added' : 'found';
  };

  // Many commands time out together on a connection that hangs; it is given up once.
  const reconnect = (stream: string) => {
    const node = nodeOf(redis, stream);
    if (node) giveUp(node);
  };

  const attempted = createAttempts({
    closing: closing.signal,
    isFinal: (error) => isReply(error) && !isPassing(error),
    failed: (stream, error) => {
      if (isTimeout(error)) reconnect(stream);
    },
  });

  return {
    add: async (stream, message, { since, withinMs = tuning.publishMs } = {}) => {
      const json = encode(message);
      const startedAt = Date.now();
      const outcome = await attempted({ stream, message, withinMs }, (attempt) =>
        attempt === 1 && since === undefined
          ? addBatched(stream, json)
          : search(stream, message, json, since?.getTime() ?? startedAt),
      );
      observe({ kind: 'published', message });
      return outcome;
    },

    postpone: async (stream, message, dueAt) => {
      await attempted({ stream, message, withinMs: tuning.publishMs }, () =>
        postponeMessage(
          redis,
          [laterKey(stream), laterMessagesKey(stream)],
          [message.id, encode(message), dueAt.getTime()],
        ),
      );
    },

    addMissing: async (stream, messages, since) => {
      const { clockOffsetMs } = await introductions.settled(stream);
      const from = Math.max(0, Math.floor(since.getTime() + clockOffsetMs - clockMarginMs));
      return Number(await addMissing(redis, [stream], [from, ...messages.map(encode)]));
    },

    addDue: async (stream) => {
      const nextMs = Number(await addDue(redis, [laterKey(stream), laterMessagesKey(stream), stream], []));
      return nextMs < 0 ? undefined : nextMs;
    },

    reply: async (stream, message) => {
      await redis.xadd(stream, 'MINID', '~', Date.now() - repliesMs, '*', eventField, encode(message));
      await redis.pexpire(stream, repliesMs);
    },

    report: async (stream, message) => {
      await redis.xadd(stream, 'MAXLEN', '~', reportsKept, '*', eventField, encode(message));
    },

    close: () => {
      closing.abort();
      redis.disconnect();
    },
  };
};

/** Redis has answered, and so has not added it. */
const isReply = (error: unknown): error is Error => error instanceof Error && error.name === 'ReplyError';
/** It starts, or the slot or its master is on the move: soon it will take what it has refused. */
const isPassing = ({ message }: Error) =>
  /^(LOADING|CLUSTERDOWN|MASTERDOWN|READONLY|TRYAGAIN|MOVED|ASK)\b/.test(message);
const isTimeout = (error: unknown) => error instanceof Error && error.message === 'Command timed out';
