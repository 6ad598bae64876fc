import { Redis } from 'ioredis';
import { createRuntime, type History, on } from '../src/index.js';
import { quick, ShopOrderPlaced } from './shop.js';

/** With an archive, which is the key of a stream: what is missing on the streams comes out of that. */
const [url = '', way = '', archive] = process.argv.slice(2);

const say = (value: string) => new Promise<void>((resolve) => process.send?.(value, () => resolve()));

const historyAt = (key: string): History => {
  const redis = new Redis(url);
  return async ({ after, before, limit }) => {
    const entries = await redis.xrange(key, `(${after}`, `(${before}`, 'COUNT', limit);
    return { entries: entries.map(([id, [, event = '']]) => ({ id, event })) };
  };
};

const runtime = await createRuntime({
  service: 'stock',
  redis: url,
  tuning: { ...quick, reactionTimeoutMs: 60_000 },
  ...(archive !== undefined && { history: historyAt(archive) }),
});
await runtime.start([
  on(ShopOrderPlaced, async ({ data }, { attempt }) => {
    if (way === 'hang') {
      await say(data.orderId);
      await new Promise(() => setInterval(() => {}, 1_000));
    }
    if (way === 'die') {
      if (data.orderId.startsWith('poison')) process.kill(process.pid, 'SIGKILL');
      await new Promise((resolve) => setTimeout(resolve, 50));
      await say(data.orderId);
    }
    if (way === 'die-at-retry') {
      if (attempt === 1) throw new Error('not yet');
      process.kill(process.pid, 'SIGKILL');
    }
    if (way === 'slow') {
      await say(String(data.step));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }),
]);
