import { createRuntime, Fatal, Outage, on } from '../../src/index.js';
import { quick, StockOrderPacked } from '../shop.js';
import { Placed } from './scene.js';

const [url = '', way = ''] = process.argv.slice(2);

const say = (text: string) => new Promise<void>((resolve) => process.send?.(text, () => resolve()));
const freeze = () => process.kill(process.pid, 'SIGSTOP');

const runtime = await createRuntime({
  service: 'stock',
  redis: url,
  observe: ({ kind }) => {
    if (kind === 'lost' || kind === 'released') void say('lost');
    if (kind === 'handled' || kind === 'abandoned' || kind === 'dead') void say('settled');
    if (kind === 'retried') freeze();
  },
  // A busy machine must not take it for frozen before it is.
  tuning: { ...quick, leaseMs: 4_000 },
});
await runtime.start([
  on(Placed, async ({ data }, context) => {
    await say(`begun ${data.step}`);
    if (way === 'retry') throw new Outage('The crane');
    freeze();
    if (way === 'bury') throw new Fatal('No such order');
    if (way === 'publish') context.publish(StockOrderPacked, data);
    void say(`ended ${data.step}`);
  }),
]);
