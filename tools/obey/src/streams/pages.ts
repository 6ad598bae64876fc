import { type Connection, entriesOf } from '@obey/choreography/inspection';

export type Entry = ReturnType<typeof entriesOf>[number];

/** By entry ids, both included; what comes after an id is `(id`. */
export interface Stretch {
  readonly from: string;
  readonly to: string;
}

/** The entries of one stream, a page at a time and never more: a long stream is read at bounded memory, and slows nobody. */
export const pagesOf = async function* (
  redis: Connection,
  stream: string,
  { from, to }: Stretch,
  pageSize = 500,
): AsyncGenerator<readonly Entry[]> {
  for (let start = from; ; ) {
    const page = entriesOf(await redis.call('XRANGE', stream, start, to, 'COUNT', pageSize));
    const last = page.at(-1);
    if (!last) return;
    yield page;
    if (page.length < pageSize) return;
    start = `(${last.id}`;
  }
};

/** How many entries there are, up to `most`. */
export const countEntries = async (
  redis: Connection,
  stream: string,
  stretch: Stretch,
  most = 1_000_000,
): Promise<number> => {
  let count = 0;
  for await (const page of pagesOf(redis, stream, stretch, 1_000)) {
    count += page.length;
    if (count >= most) break;
  }
  return count;
};
