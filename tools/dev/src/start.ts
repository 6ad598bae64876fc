import process from 'node:process';
import { inCheckout } from '../bootstrap/checkout.mjs';
import { consoleReport } from './console-report.js';
import { type Forum, startForum } from './forum.js';
import { readStartOptions, type StartOptions, usage } from './start-options.js';
import { summary } from './summary.js';

/** A terminal's Ctrl-C reaches us twice, from the terminal and from npm: only one that comes later is a second. */
const secondAfterMs = 1_000;

const say = (line: string) => console.log(line);

const run = async (options: StartOptions) => {
  const dir = options.dir ?? inCheckout('.obey');
  const report = consoleReport({ verbose: options.verbose, write: say, now: Date.now });
  let forum: Forum | undefined;
  let askedAt: number | undefined;
  const stop = async () => {
    say('Stopping …');
    await forum?.stop();
    process.exit(0);
  };
  const onSignal = () => {
    if (askedAt === undefined) {
      askedAt = performance.now();
      // While it still starts, there is nothing to lose: exiting kills what was started.
      if (forum) void stop();
      else process.exit(130);
    } else if (performance.now() - askedAt > secondAfterMs) process.exit(130);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);

  const { port, scale, fresh } = options;
  forum = await startForum({ dir, port, scale, fresh, mongoUrl: process.env.MONGO_URL, report });
  say(summary(forum, `${dir}/logs`));
};

try {
  const options = readStartOptions(process.argv.slice(2));
  if (options.help) say(usage);
  else await run(options);
} catch (error) {
  const isExpected = error instanceof Error && 'code' in error && String(error.code).startsWith('dev.');
  console.error(isExpected ? error.message : error);
  process.exit(1);
}
