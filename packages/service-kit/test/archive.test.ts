import { createRuntime, on, streamKeysOf } from '@obey/choreography';
import { connectTo, startRedis, until } from '@obey/test-servers';
import test from 'ava';
import Type from 'typebox';
import { defineService, startService } from '../src/index.js';

const declared = { version: 1, partitions: 1 } as const;
const StockPacked = {
  ...declared,
  kind: 'notification',
  owner: 'stock',
  name: 'StockPacked',
  type: 'stock.packed',
  subject: 'id',
  data: Type.Object({ id: Type.String() }),
  answer: undefined,
} as const;
/** Nobody answers it. */
const ArchiveGetHistory = {
  ...declared,
  kind: 'request',
  owner: 'archive',
  name: 'ArchiveGetHistory',
  type: 'archive.get.history',
  subject: 'stream',
  data: Type.Object({
    stream: Type.String(),
    after: Type.String(),
    before: Type.String(),
    limit: Type.Integer(),
  }),
  answer: Type.Object({}),
} as const;

test('without an archive, who comes late begins with what the streams still hold, and asks nobody for the rest', async (t) => {
  const { url } = await startRedis(t);
  const stock = await createRuntime({ service: 'stock', redis: url, says: [StockPacked] });
  t.teardown(() => stock.stop());
  for (const id of ['first', 'second']) await stock.publish(StockPacked, { id });
  const client = connectTo(t, url);
  for (const stream of streamKeysOf(StockPacked)) await client.xtrim(stream, 'MAXLEN', 1);

  const heard: string[] = [];
  const shop = defineService({
    name: 'shop',
    config: {},
    history: ArchiveGetHistory,
    create: () => ({ reactions: [on(StockPacked, ({ data }) => void heard.push(data.id))] }),
  });
  const env = { REDIS_URL: url, DRAIN_SECONDS: '1', STREAM_ARCHIVE: 'none' };
  const running = await startService(shop, env, { log: 'silent' });
  t.teardown(() => running.stop());
  await until('it has heard what is left', () => heard.length > 0);
  t.deepEqual(heard, ['second']);
  t.deepEqual(await client.keys('requests:*'), []);
});
