import type { Redis } from 'ioredis';
import { connect } from '../runtime/streams.js';

const key = 'bench:raw';
const blockMs = 1_000;

/** One connection that adds to a stream of Redis, and another that waits for what is added. */
export interface RawStream {
  /** Milliseconds from sending XADD until the other connection has read the entry. */
  roundTrip(): Promise<number>;
  close(): void;
}

/** What a message over Redis cannot do without: one XADD, and one XREAD that waits. */
export const openRawStream = async (redisUrl: string): Promise<RawStream> => {
  const [writer, reader] = await Promise.all([connect(redisUrl), connect(redisUrl)]);
  const awaited = new Map<string, () => void>();
  let closed = false;
  let added = 0;
  const listening = listen(reader, (number) => awaited.get(number)?.()).catch((error: unknown) => {
    if (!closed) throw error;
  });
  return {
    roundTrip: async () => {
      const number = String(added++);
      const arrived = new Promise<void>((resolve) => awaited.set(number, resolve));
      const startedAt = performance.now();
      // A reader that failed would leave this waiting for ever.
      await Promise.race([Promise.all([writer.xadd(key, '*', 'number', number), arrived]), listening]);
      awaited.delete(number);
      return performance.now() - startedAt;
    },
    close: () => {
      closed = true;
      for (const redis of [writer, reader]) redis.disconnect();
    },
  };
};

const listen = async (redis: Redis, heard: (number: string) => void): Promise<never> => {
  let last = '0';
  for (;;) {
    const reply = await redis.xread('BLOCK', blockMs, 'STREAMS', key, last);
    for (const [, entries] of reply ?? [])
      for (const [id, [, number = '']] of entries) {
        last = id;
        heard(number);
      }
  }
};
