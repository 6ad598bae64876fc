import process from 'node:process';
import { beside, quantile } from '../statistics.js';
import type { CaseResult, Suite, SuiteContext } from '../suite.js';
import { requestNames, requestsTo } from './content/requests.js';
import { type Stage, withStage } from './content/stage.js';
import { withDatabase } from './embedded-mongo/database.js';
import { latencies, rate } from './embedded-mongo/measures.js';
import type { Operation } from './embedded-mongo/workload.js';
import { inTurn } from './runtime/rounds.js';

const clients = 50;
const perSecond = 100;

const plan = (quick: boolean) =>
  quick
    ? { rounds: 3, warmUpMs: 400, rateMs: 250, pacedMs: 500, large: { posts: 100_000, name: '100k' } }
    : { rounds: 5, warmUpMs: 3_000, rateMs: 2_000, pacedMs: 3_000, large: { posts: 1_000_000, name: '1m' } };

type Plan = ReturnType<typeof plan>;
type Run = Plan & Pick<SuiteContext, 'progress'>;

/** Pages and posts through content and through the gateway, beside a bare Koa handler with the same driver calls. */
export const content: Suite = {
  about:
    'pages of 20 threads, pages of 20 posts and new posts through content and through the gateway, beside a bare Koa ' +
    `handler with the same driver calls: one client, ${clients} clients, p50 and p99 from when a request was due at ` +
    `${perSecond}/s; 100,000 posts in threads of 100; then a page of posts where there are many beside one where there are 1,000.`,
  run: ({ quick, progress }) =>
    withDatabase(process.env.MONGO_URL, async ({ url: mongoUrl, db }) => {
      const run = { ...plan(quick), progress };
      const staged = <T>(posts: number, use: (stage: Stage) => Promise<T>) => {
        progress(`filling a forum of ${posts} posts`);
        return withStage({ posts, mongoUrl, database: `${db.databaseName}_${posts}`, clients }, use);
      };
      const cases = await staged(100_000, (stage) => casesOn(stage, run));
      const growth = await staged(1_000, (small) =>
        staged(run.large.posts, (large) => growthFrom(small, large, run)),
      );
      return [...cases, ...growth];
    }),
};

const casesOn = async (stage: Stage, run: Run): Promise<CaseResult[]> => {
  const ours = {
    '': requestsTo(stage.service, stage),
    '-gateway': requestsTo(stage.gateway, stage),
  };
  const bare = requestsTo(stage.bare, stage);
  const sides = requestNames.map((name) => ({
    name,
    base: bare[name],
    ways: Object.entries(ours).map(([suffix, requests]) => ({ suffix, operation: requests[name] })),
  }));
  run.progress('warming up');
  for (const { base, ways } of sides)
    for (const operation of [base, ...ways.map((way) => way.operation)])
      await rate(operation, { atOnce: clients, ms: run.warmUpMs });
  const results: CaseResult[] = [];
  for (const side of sides) results.push(...(await rates(side, run)), ...(await times(side, run)));
  return results;
};

interface Side {
  readonly name: string;
  readonly base: Operation;
  readonly ways: readonly { readonly suffix: string; readonly operation: Operation }[];
}

const rates = async ({ name, base, ways }: Side, { rounds, rateMs, progress }: Run) => {
  const results: CaseResult[] = [];
  for (const atOnce of [1, clients]) {
    const many = atOnce === 1 ? '' : `-x${atOnce}`;
    const measures = new Map(
      [{ suffix: '-bare', operation: base }, ...ways].map(({ suffix, operation }) => [
        `${name}${suffix}${many}`,
        () => rate(operation, { atOnce, ms: rateMs }),
      ]),
    );
    const figures = await inTurn(rounds, measures, progress);
    for (const { suffix } of ways)
      results.push(
        resultOf(
          `${name}${suffix}${many}`,
          'req/s',
          figures(`${name}${suffix}${many}`),
          figures(`${name}-bare${many}`),
        ),
      );
  }
  return results;
};

const times = async ({ name, base, ways }: Side, { rounds, pacedMs, progress }: Run) => {
  const all = [{ suffix: '-bare', operation: base }, ...ways];
  const timed = new Map(all.map(({ suffix }) => [suffix, [] as number[][]]));
  for (let round = 1; round <= rounds; round++)
    for (const { suffix, operation } of all) {
      progress(`${name}${suffix} at a pace, round ${round} of ${rounds}`);
      timed.get(suffix)?.push(await latencies(operation, { perSecond, ms: pacedMs }));
    }
  const quantiles = (suffix: string, share: number) =>
    (timed.get(suffix) ?? []).map((values) => quantile(values, share));
  return ways.flatMap(({ suffix }) =>
    [['p50', 0.5] as const, ['p99', 0.99] as const].map(([quantileName, share]) =>
      resultOf(`${name}${suffix}-${quantileName}`, 'ms', quantiles(suffix, share), quantiles('-bare', share)),
    ),
  );
};

/** A page where there are many posts beside one where there are few: 1 is flat. */
const growthFrom = async (small: Stage, large: Stage, run: Run): Promise<CaseResult[]> => {
  const { rounds, warmUpMs, rateMs, progress } = run;
  const pages = (stage: Stage) => requestsTo(stage.service, stage)['posts-page'];
  const measure = (stage: Stage, ms: number) => rate(pages(stage), { atOnce: clients, ms });
  for (const stage of [small, large]) await measure(stage, warmUpMs);
  const name = `posts-page-${run.large.name}-vs-1k`;
  const figures = await inTurn(
    rounds,
    new Map([
      [`${name}, 1,000 posts`, () => measure(small, rateMs)],
      [name, () => measure(large, rateMs)],
    ]),
    progress,
  );
  const base = { against: '1,000 posts', rounds: figures(`${name}, 1,000 posts`) };
  return [{ suite: 'content', case: name, unit: 'req/s', ...beside(figures(name), base) }];
};

const resultOf = (
  name: string,
  unit: CaseResult['unit'],
  rounds: readonly number[],
  bare: readonly number[],
): CaseResult => ({
  suite: 'content',
  case: name,
  unit,
  ...beside(rounds, { against: 'bare Koa', rounds: bare }),
});
