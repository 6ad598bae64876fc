import calculateSlot from 'cluster-key-slot';
import type { Waiting } from '../transport.js';
import { deferred, endable, pause } from '../waiting.js';

interface ClusterWaitingDeps {
  /** A reader on the server that holds this key now. */
  readonly openAt: (key: string) => Promise<Waiting>;
  readonly blockMs: number;
}

type News = Awaited<ReturnType<Waiting['read']>>;

interface Reader {
  readonly waiting: Promise<Waiting>;
  /** What is being waited for, as text, and the read that does so. */
  asked: string;
  news: Promise<News> | undefined;
}

/**
 * A Cluster refuses one read of streams in different slots, even where one server holds them all. So each slot
 * has a reader of its own, opened when it is first waited for; whichever has news first ends the common read.
 * The others wait on, and are asked again for the same without being disturbed.
 */
export const createClusterWaiting = ({ openAt, blockMs }: ClusterWaitingDeps): Waiting => {
  const readers = new Map<number, Reader>();
  const closing = endable();
  let woken = deferred();

  const close = (slot: number, reader: Reader) => {
    if (readers.get(slot) === reader) readers.delete(slot);
    reader.news?.catch(() => undefined);
    reader.waiting.then(
      (waiting) => waiting.close(),
      () => undefined,
    );
  };

  const ask = async (
    slot: number,
    after: ReadonlyMap<string, string>,
    count: number,
  ): Promise<{ slot: number; news: News }> => {
    const [first = ''] = after.keys();
    const reader = readers.get(slot) ?? { waiting: openAt(first), asked: '', news: undefined };
    readers.set(slot, reader);
    try {
      const waiting = await reader.waiting;
      const asked = JSON.stringify([...after]);
      if (reader.news && reader.asked !== asked) {
        waiting.wake();
        await reader.news.catch(() => undefined);
        reader.news = undefined;
      }
      reader.asked = asked;
      reader.news ??= waiting.read(after, count);
      const news = await reader.news;
      reader.news = undefined;
      return { slot, news };
    } catch (error) {
      // The slot may have moved: the next read opens a reader where it is then.
      close(slot, reader);
      throw error;
    }
  };

  return {
    read: async (after, count) => {
      const bySlot = new Map<number, Map<string, string>>();
      for (const [stream, id] of after) {
        const slot = calculateSlot(stream);
        bySlot.set(slot, (bySlot.get(slot) ?? new Map<string, string>()).set(stream, id));
      }
      for (const [slot, reader] of readers) if (!bySlot.has(slot)) close(slot, reader);
      woken = deferred();
      const asked = [...bySlot].map(([slot, streams]) => ask(slot, streams, count));
      for (const one of asked) one.catch(() => undefined);
      const first = await Promise.race([
        ...asked,
        woken.promise.then(() => undefined),
        pause(blockMs, closing.signal).then(() => undefined),
      ]);
      return first?.news ?? [];
    },
    wake: () => woken.resolve(),
    close: () => {
      closing.abort();
      woken.resolve();
      for (const [slot, reader] of [...readers]) close(slot, reader);
    },
  };
};
