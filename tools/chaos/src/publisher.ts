/**
 * Says the steps of every subject, each after the one before it: `publisher.js <Redis URL> <folder of the
 * logs>`. Tells how many there are; ends when it is told to, after what is under way.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { createRuntime, isOutage, type Notification, PublishUnknown, type Runtime } from '@obey/choreography';
import { said, subjectsPerStream } from './contracts.js';
import { openLog } from './log-files.js';
import { now } from './records.js';

const [redis = '', folder = ''] = process.argv.slice(2);
const log = openLog(folder, 'publisher');
const ending = new AbortController();
let published = 0;

const pauseBetween = () => delay(500 + Math.random() * 500);

type Step = (typeof said)[number]['data'];

// A step that Redis has refused is said again; one whose outcome is unknown ends the run, since a new message
// with the same step could double it.
const say = async (runtime: Runtime, contract: Notification<Step>, orderId: string, step: number) => {
  for (;;) {
    try {
      return await runtime.publish(contract, { orderId, step });
    } catch (error) {
      if (error instanceof PublishUnknown || !isOutage(error)) throw error;
      await delay(50);
    }
  }
};

const tellOf = async (runtime: Runtime, contract: Notification<Step>, subject: string) => {
  await pauseBetween();
  for (let step = 1; !ending.signal.aborted; step++) {
    const { id } = await say(runtime, contract, subject, step);
    log({ kind: 'published', at: now(), subject, step, id });
    published += 1;
    await pauseBetween();
  }
};

const tellAll = async (contract: Notification<Step>) => {
  const runtime = await createRuntime({ service: contract.owner, redis, tuning: { publishMs: 120_000 } });
  const subjects = Array.from({ length: subjectsPerStream }, (_, n) => `${contract.owner}-${n}`);
  await Promise.all(subjects.map((subject) => tellOf(runtime, contract, subject)));
  await runtime.stop();
};

process.once('disconnect', () => process.exit(1));
process.once('message', () => ending.abort());
const telling = setInterval(() => process.send?.(published), 250);
await Promise.all(said.map(tellAll));
clearInterval(telling);
process.send?.(published, () => process.exit(0));
