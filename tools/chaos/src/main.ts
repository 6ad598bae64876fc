import process from 'node:process';
import { readTortureOptions, type TortureOptions, UsageError } from './options.js';
import { figuresOf, renderReport } from './report.js';
import { openScope } from './scope.js';
import { torture } from './torture.js';

const scope = openScope();
const restMs = 180_000;

/** One line that is written over on a terminal, and a line every ten seconds elsewhere. */
const progressLine = () => {
  let calls = 0;
  return (text: string) => {
    calls += 1;
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${text}`);
    else if (calls % 10 === 0) process.stderr.write(`${text}\n`);
  };
};

const run = async ({ seconds, seed, json }: TortureOptions) => {
  process.stderr.write(`Seed ${seed}, ${seconds} s\n`);
  const outcome = await torture(scope, { seconds, seed, restMs, progress: progressLine() });
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K');
  console.log(json ? JSON.stringify(figuresOf(outcome)) : renderReport(outcome));
  return outcome.faults.length === 0 ? 0 : 1;
};

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void scope.end().finally(() => process.exit(130)));

try {
  process.exitCode = await run(readTortureOptions(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof UsageError ? error.message : error);
  process.exitCode = 1;
} finally {
  await scope.end();
}
