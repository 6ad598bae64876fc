import type { Contender } from './contender.js';
import type { Job, Order } from './job.js';
import { publishAtPace } from './pace.js';
import { type Post, postAt } from './workload.js';

/** As many are sent at a time, and as many groups are under way. */
const wave = 500;
const waves = 2;

const inWaves = async (count: number, send: (posts: readonly Post[]) => Promise<void>) => {
  let sent = 0;
  const sendNext = async () => {
    while (sent < count) {
      const from = sent;
      sent = Math.min(count, from + wave);
      await send(Array.from({ length: sent - from }, (_, index) => postAt(from + index)));
    }
  };
  await Promise.all(Array.from({ length: waves }, sendNext));
};

/** What a publishing worker does. It warms up on the topic itself, before each measurement. */
export const createPublishing = async (contender: Contender, { url, topics, warmUp }: Job) => {
  const [topic] = topics;
  if (!topic) throw new RangeError('There is no topic to publish on.');
  const { singly, together } = await contender.openPublisher(url, topic);

  const timed = async (count: number, send: (posts: readonly Post[]) => Promise<void>) => {
    const startedAt = performance.now();
    await inWaves(count, send);
    return [performance.now() - startedAt];
  };
  const carryOut = async (order: Order): Promise<readonly number[]> => {
    switch (order.do) {
      case 'singly':
        if (warmUp > 0) await inWaves(warmUp, singly);
        return timed(order.count, singly);
      case 'together':
        if (warmUp > 0) await inWaves(warmUp, together);
        return timed(order.count, together);
      case 'pace':
        await publishAtPace(order, (post) => singly([post]));
        return [];
      default:
        throw new Error(`A publisher cannot ${order.do}.`);
    }
  };
  return carryOut;
};
