import process from 'node:process';
import { beside } from '../statistics.js';
import type { CaseResult, Suite, SuiteContext } from '../suite.js';
import { type Measured, withDatabase } from './embedded-mongo/database.js';
import { p99, rate } from './embedded-mongo/measures.js';
import { type Operation, pageSize, prepare } from './embedded-mongo/workload.js';

const documents = 100_000;
const perSecond = 200;

const plan = (quick: boolean) =>
  quick
    ? { rounds: 3, warmUpMs: 500, rateMs: 250, pacedMs: 600 }
    : { rounds: 5, warmUpMs: 3_000, rateMs: 1_500, pacedMs: 5_000 };

/** How each operation is measured, and what that adds to its name. */
const waysOf = ({ rateMs, pacedMs }: ReturnType<typeof plan>) =>
  [
    { suffix: '', unit: 'ops/s', measure: (one: Operation) => rate(one, { atOnce: 1, ms: rateMs }) },
    { suffix: '-x32', unit: 'ops/s', measure: (one: Operation) => rate(one, { atOnce: 32, ms: rateMs }) },
    { suffix: '-p99', unit: 'ms', measure: (one: Operation) => p99(one, { perSecond, ms: pacedMs }) },
  ] as const;

/** The embedded database, or the one at MONGO_URL, beside its own ping. */
export const embeddedMongo: Suite = {
  about:
    'the embedded database (or the one at MONGO_URL) through the official driver, beside its own ping: one operation ' +
    `after the other, 32 at once over one client, and p99 from when each was due at ${perSecond}/s; ` +
    `${documents} documents of 300 bytes, pages of ${pageSize}, a server in a process of its own, ` +
    'acknowledged writes on disk.',
  run: (context) => withDatabase(process.env.MONGO_URL, (measured) => measure(measured, context)),
};

const measure = async (
  { db, server }: Measured,
  { quick, progress }: SuiteContext,
): Promise<CaseResult[]> => {
  progress(`filling ${server}`);
  const { ping, operations } = await prepare(db, documents);
  const amount = plan(quick);
  progress('warming up');
  for (const operation of [ping, ...Object.values(operations)])
    await rate(operation, { atOnce: 32, ms: amount.warmUpMs });

  const cases = waysOf(amount).flatMap((way) =>
    Object.entries(operations).map(([name, operation]) => ({
      ...way,
      name: `${name}${way.suffix}`,
      operation,
      ours: [] as number[],
      pings: [] as number[],
    })),
  );
  for (let round = 1; round <= amount.rounds; round++)
    for (const one of cases) {
      progress(`${one.name}, round ${round} of ${amount.rounds}`);
      one.pings.push(await one.measure(ping));
      one.ours.push(await one.measure(one.operation));
    }
  return cases.map(
    ({ name, unit, ours, pings }): CaseResult => ({
      suite: 'embedded-mongo',
      case: name,
      unit,
      ...beside(ours, { against: `ping of ${server}`, rounds: pings }),
    }),
  );
};
