import type { Redis } from 'ioredis';

const partitions = 8;
const perScript = 5_000;
export const entries = 1_000_000;

/** KEYS stream; ARGV how many, the event. Adds so many entries. */
const addMany = `for _ = 1, tonumber(ARGV[1]) do redis.call('XADD', KEYS[1], '*', 'event', ARGV[2]) end`;

const event = JSON.stringify({
  specversion: '1.0',
  id: '01a1fcc1-5d34-7a6f-9504-6c9a6c888e0b',
  source: 'shop',
  type: 'shop.order.placed',
  subject: '01a1fcc1-5cf0-783f-a426-f53ae47e2c1f',
  time: '2026-11-21T06:18:13.172Z',
  dataversion: 1,
  correlationid: 'bench',
  data: { orderId: '01a1fcc1-5cf0-783f-a426-f53ae47e2c1f', words: 'x'.repeat(240) },
});

/** A million entries of 300 bytes of data, on 8 partitions, with a group at the start and one at the end. */
export const fill = async (redis: Redis): Promise<void> => {
  for (let partition = 0; partition < partitions; partition += 1) {
    const key = `events:{shop:${partition}}`;
    for (let added = 0; added < entries / partitions; added += perScript)
      await redis.eval(addMany, 1, key, perScript, event);
    await redis.xgroup('CREATE', key, 'behind', '0');
    await redis.xgroup('CREATE', key, 'abreast', '$');
  }
};
