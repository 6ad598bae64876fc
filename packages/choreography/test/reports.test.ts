import { until } from '@obey/test-servers';
import test from 'ava';
import { createRuntime, encode, on, onReports, type Report } from '../src/index.js';
import { consumer, deadLetterKey, reportsKey, streamKeyFor } from '../src/names.js';
import { join, quick, redisFor, ShopOrderPlaced } from './shop.js';

test('a report that was cut off its stream before it was heard is forgotten, and no dead letter', async (t) => {
  const { client, url } = await redisFor(t);
  const stream = reportsKey('audit');
  await client.xgroup('CREATE', stream, 'audit', '0', 'MKSTREAM');
  const id = await client.xadd(stream, '*', 'event', 'a report');
  await client.xreadgroup('GROUP', 'audit', consumer, 'STREAMS', stream, '>');
  await client.xtrim(stream, 'MAXLEN', 0);
  const { seen } = await join(t, url, 'audit', [onReports(() => t.fail('there is none'))]);
  await until('it is settled', async () => (await client.xpending(stream, 'audit'))[0] === 0);
  t.is(await client.xlen(deadLetterKey(stream, 'audit')), 0, `${id}`);
  t.false(seen.some(({ kind }) => kind === 'dead'));
});

test('a message with a time that is none is reported like any other', async (t) => {
  const { client, url } = await redisFor(t);
  const reports: Report[] = [];
  const { seen } = await join(t, url, 'audit', [onReports((report) => void reports.push(report))]);
  const stock = await createRuntime({ service: 'stock', redis: url, reports: true, tuning: quick });
  t.teardown(() => stock.stop({ drainMs: 1_000 }));
  await stock.start([on(ShopOrderPlaced, () => {})]);
  const shop = await join(t, url, 'shop');
  const placed = shop.runtime.compose(ShopOrderPlaced, { orderId: 'a', step: 1 });
  await client.xadd(
    streamKeyFor(ShopOrderPlaced, 'a'),
    '*',
    'event',
    encode({ ...placed.message, time: 'yesterday' }),
  );
  await until('it is reported', () => reports.length > 0 || seen.some(({ kind }) => kind === 'dead'));
  t.like(reports[0]?.outcomes, [{ id: placed.message.id, how: 'handled', waitedMs: 0 }]);
});
