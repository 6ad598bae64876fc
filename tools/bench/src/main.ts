import process from 'node:process';
import { describeMachine } from './machine.js';
import { type BenchOptions, readBenchOptions, UsageError } from './options.js';
import { renderTable } from './render.js';
import { suites } from './suites.js';

const note = (text: string) => process.stderr.write(`${text}\n`);

/** One line that is written over on a terminal, and lines elsewhere. */
const progress = (text: string) =>
  process.stderr.isTTY ? process.stderr.write(`\r\x1b[2K${text}`) : note(text);

const clear = () => {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K');
};

const run = async ({ suites: names, json, quick }: BenchOptions) => {
  const machine = await describeMachine(process.env.MONGO_URL);
  if (json) note(machine);
  else console.log(machine);
  for (const name of names) {
    const suite = suites[name];
    if (!suite) continue;
    const results = await suite.run({ quick, progress: (text) => progress(`${name}: ${text}`) });
    clear();
    if (json) for (const result of results) console.log(JSON.stringify(result));
    else console.log(`\n${name}: ${suite.about}\n\n${renderTable(results)}`);
  }
};

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

try {
  await run(readBenchOptions(process.argv.slice(2)));
} catch (error) {
  clear();
  console.error(error instanceof UsageError ? error.message : error);
  process.exitCode = 1;
}
