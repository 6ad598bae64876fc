import calculateSlot from 'cluster-key-slot';
import type { Observer } from '../observe.js';
import type { Waiting } from '../transport.js';
import { deferred, endable, pause } from '../waiting.js';

interface ClusterWaitingDeps {
  /** A reader on the server that holds this key now. */
  readonly openAt: (key: string) => Promise<Waiting>;
  /** The address of that server, as far as it is known. */
  readonly addressOf: (key: string) => string | undefined;
  readonly blockMs: number;
  readonly observe: Observer;
}

type News = Awaited<ReturnType<Waiting['read']>>;

/** A slot that cannot be waited for is tried again after this time. */
const restMs = 200;

interface Reader {
  readonly waiting: Promise<Waiting>;
  readonly address: string | undefined;
  /** What is being waited for, as text, and the read that does so. */
  asked: string;
  news: Promise<News> | undefined;
}

/**
 * A Cluster refuses one read of streams in different slots, even where one server holds them all. So each slot
 * has a reader of its own, opened when it is first waited for; whichever has news first ends the common read.
 * The others wait on, and are asked again for the same without being disturbed.
 */
export const createClusterWaiting = ({
  openAt,
  addressOf,
  blockMs,
  observe,
}: ClusterWaitingDeps): Waiting => {
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
    const address = addressOf(first);
    const known = readers.get(slot);
    if (known && known.address !== address) close(slot, known);
    const reader = readers.get(slot) ?? { waiting: openAt(first), address, asked: '', news: undefined };
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
      // The slot may have moved: the next read opens a reader where it is then. Meanwhile the others are read.
      close(slot, reader);
      if (!closing.signal.aborted) observe({ kind: 'trouble', what: `waiting for ${first}`, error });
      await pause(restMs, closing.signal);
      return { slot, news: [] };
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
