import process from 'node:process';
import { createConsuming } from './consuming.js';
import { loadContender } from './contenders.js';
import type { Answer, Job, Order } from './job.js';
import { createPublishing } from './publishing.js';

/**
 * The process in which one contender works, and nothing else does. Its argument is a `Job`; it answers once when it is ready,
 * and then to each `Order`.
 */
const send = (answer: Answer) =>
  new Promise<void>((resolve, reject) => {
    process.send?.(JSON.stringify(answer), (error: Error | null) => (error ? reject(error) : resolve()));
  });

const answerOf = async (work: () => Promise<readonly number[]>): Promise<Answer> => {
  try {
    return { values: await work() };
  } catch (error) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
};

process.once('disconnect', () => process.exit());

const job: Job = JSON.parse(process.argv[2] ?? '');
const contender = await loadContender(job.contender);
const create = job.role === 'publish' ? createPublishing : createConsuming;
const carryOut = await create(contender, job);

process.on('message', async (received: unknown) => {
  const order: Order = JSON.parse(String(received));
  await send(await answerOf(() => carryOut(order)));
});
await send({ values: [] });
