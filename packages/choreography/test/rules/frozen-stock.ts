import { setTimeout as delay } from 'node:timers/promises';
import { createRuntime, Fatal, Outage, on } from '../../src/index.js';
import { quick, StockOrderPacked } from '../shop.js';
import { Placed } from './scene.js';

const [url = '', way = ''] = process.argv.slice(2);

const say = (text: string) => process.send?.(text);

/** Long enough to be stopped meanwhile, and over when it goes on. */
const whileMs = 300;

const runtime = await createRuntime({
  service: 'stock',
  redis: url,
  observe: (observation) => {
    if (observation.kind === 'lost') say('lost');
    if (observation.kind === 'retried') say(`retried ${observation.attempt}`);
  },
  tuning: { ...quick, retryBaseMs: 2 * whileMs, retryMaxMs: 2 * whileMs },
});
await runtime.start([
  on(Placed, async ({ data }, context) => {
    say(`begun ${data.step}`);
    if (way === 'retry') throw new Outage('The crane');
    await delay(whileMs);
    if (way === 'bury') throw new Fatal('No such order');
    if (way === 'publish') context.publish(StockOrderPacked, data);
    say(`ended ${data.step}`);
  }),
]);
