import type { DeadLetter } from '@obey/choreography';
import { type Connection, createLetters, deadLetterKey } from '@obey/choreography/inspection';
import { groupBy } from '../group-by.js';

const pageSize = 200;

/** The dead letters of a group whose messages stood on this stream, oldest first. */
export const lettersOf = async function* (
  redis: Connection,
  stream: string,
  group: string,
  from = '0-0',
): AsyncGenerator<DeadLetter> {
  for (let after = from; ; ) {
    const page = await createLetters(redis).list(stream, group, after, pageSize);
    // Streams of one tag share their dead letters.
    yield* page.filter((letter) => letter.stream === stream);
    const last = page.at(-1);
    if (!last) return;
    after = last.id;
  }
};

/** How many dead letters a group has of each of these streams. */
export const countLetters = async (
  redis: Connection,
  group: string,
  streams: readonly string[],
): Promise<ReadonlyMap<string, number>> => {
  const counts = new Map<string, number>();
  const byKey = groupBy(streams, (stream) => deadLetterKey(stream, group));
  await Promise.all(
    [...byKey].map(async ([key, sharing]) => {
      const all = await redis.xlen(key);
      if (sharing.length === 1 || all === 0) for (const stream of sharing) counts.set(stream, all);
      // Whose they are stands in them, and nowhere else.
      else for (const stream of sharing) counts.set(stream, await countBy(redis, stream, group));
    }),
  );
  return counts;
};

const countBy = async (redis: Connection, stream: string, group: string) => {
  let count = 0;
  for await (const _ of lettersOf(redis, stream, group)) count += 1;
  return count;
};
