/** One instance of the tortured service: `worker.js <Redis URL> <folder of the logs> <name> <seed>`. */
import { setTimeout as delay } from 'node:timers/promises';
import {
  type Context,
  createRuntime,
  isOutage,
  type Message,
  type Notification,
  type Observation,
  on,
} from '@obey/choreography';
import { behaviourOf } from './behaviour.js';
import { StockOrderPacked, said, streamFor, tortured } from './contracts.js';
import { openLog } from './log-files.js';
import { now } from './records.js';
import { shortTuning } from './short-tuning.js';

const [redis = '', folder = '', worker = '', seed = ''] = process.argv.slice(2);
const log = openLog(folder, worker);
const note = (text: string) => log({ kind: 'note', at: now(), worker, text });

const observe = (observation: Observation) => {
  switch (observation.kind) {
    case 'acquired':
    case 'released':
    case 'lost':
      return note(`${observation.kind} ${observation.stream} ${observation.epoch}`);
    case 'abandoned':
      return note(`abandoned ${observation.stream} ${observation.entry}`);
    case 'dead':
      return note(`dead ${observation.stream} ${observation.entry}: ${observation.error}`);
    case 'retried':
      return note(`retried ${observation.message.id} in ${observation.inMs} ms: ${observation.error}`);
    case 'trouble':
      return note(`trouble: ${observation.what}: ${observation.error}`);
    default:
  }
};

const block = (ms: number) => {
  const until = now() + ms;
  while (now() < until);
};

const react = async (
  contract: Notification,
  { id, data }: Message<{ orderId: string; step: number }>,
  context: Context,
) => {
  const { orderId: subject, step } = data;
  const again = context.redelivered;
  const handling = {
    worker,
    stream: streamFor(contract, subject),
    epoch: context.fence,
    subject,
    step,
    id,
    again,
  };
  log({ kind: 'start', at: now(), ...handling });
  const { way, ms } = behaviourOf(Number(seed), subject, step, again);
  if (way === 'block') block(ms);
  else if (ms > 0) await delay(ms);
  context.publish(StockOrderPacked, data);
  log({ kind: 'end', at: now(), ...handling });
};

const attempt = async () => {
  const runtime = await createRuntime({
    service: tortured,
    instance: worker,
    redis,
    observe,
    tuning: shortTuning,
  });
  try {
    await runtime.start(
      said.map((contract) => on(contract, (message, context) => react(contract, message, context))),
    );
    return runtime;
  } catch (error) {
    await runtime.stop({ drainMs: 0 });
    throw error;
  }
};

// Redis may go away in the middle of a start: then it is tried anew, as a supervisor would.
const started = async () => {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      note(`could not start: ${error}`);
      if (!isOutage(error)) throw error;
      await delay(200);
    }
  }
};

process.once('disconnect', () => process.exit(1));
const runtime = started();
process.once('SIGTERM', async () => {
  await (await runtime).stop({ drainMs: 20_000 });
  note('left');
  process.exit(0);
});
await runtime;
note('started');
