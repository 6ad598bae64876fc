import process from 'node:process';
import { isOutage, Unreachable } from '@obey/choreography';
import { openDoors } from './doors.js';
import { importFile } from './import-file.js';
import type { BadLine } from './import-window.js';
import { type ImportOptions, readImportOptions, usage } from './options.js';
import { createProgress } from './progress.js';

const number = new Intl.NumberFormat('en');

/** A terminal's Ctrl-C reaches us twice, from the terminal and from npm: only one that comes later is a second. */
const secondAfterMs = 1_000;

/** Aborted by the first signal to stop; the second one ends the process at once, which loses nothing either. */
const stopSignal = (): AbortSignal => {
  const stopping = new AbortController();
  let askedAt: number | undefined;
  const onSignal = () => {
    askedAt ??= performance.now();
    stopping.abort();
    if (performance.now() - askedAt > secondAfterMs) process.exit(130);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
  return stopping.signal;
};

const run = async (options: ImportOptions): Promise<number> => {
  const { path, source } = options;
  const doors = await openDoors(options);
  try {
    const signal = stopSignal();
    const { step, bad, end } = createProgress({ stream: process.stderr, now: () => performance.now() });
    const codes = new Map<string, number>();
    const onBad = (line: BadLine) => {
      bad(line);
      codes.set(line.code, (codes.get(line.code) ?? 0) + 1);
    };
    const importing = importFile({ path, source, doors, signal, onStep: step, onBad });
    const { offset, size, line, added, present, refused } = await importing.finally(end);
    const [a, p, r] = [added, present, refused].map((count) => number.format(count));
    console.log(`${a} added, ${p} there already, ${r} bad lines.`);
    for (const [code, count] of codes) console.log(`  ${number.format(count)} ${code}`);
    if (offset < size) {
      console.log(`Stopped after line ${number.format(line)}; run it again to go on.`);
      return 130;
    }
    return refused > 0 ? 2 : 0;
  } finally {
    await doors.close();
  }
};

/** What the operator can mend is said in one line; all else is shown whole. */
const explain = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  if (isOutage(error) || error instanceof Unreachable)
    return `${error}. Run it again when that is back: it goes on where it was.`;
  const isExpected = 'code' in error && /^(import\.|ENOENT|EISDIR|EACCES)/.test(String(error.code));
  return isExpected ? error.message : error;
};

try {
  const options = readImportOptions(process.argv.slice(2), process.env);
  if (options === undefined) console.log(usage);
  else process.exitCode = await run(options);
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
