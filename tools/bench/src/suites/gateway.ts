import { beside, overRounds, quantile } from '../statistics.js';
import type { CaseResult, Suite, SuiteContext } from '../suite.js';
import { latencies, rate } from './embedded-mongo/measures.js';
import { askerOf, type RequestName, requestNames } from './gateway/asking.js';
import { idleStreams, streamCount } from './gateway/idle-streams.js';
import { rolling } from './gateway/rolling.js';
import { type Stage, withStage } from './gateway/stage.js';
import { twoInstances } from './gateway/two-instances.js';
import { inTurn } from './runtime/rounds.js';

const clients = 50;
const perSecond = 500;

const plan = (quick: boolean) =>
  quick
    ? { rounds: 3, warmUpMs: 1_000, rateMs: 700, pacedMs: 1_000, idleMs: 1_500, rolled: 0 }
    : { rounds: 5, warmUpMs: 3_000, rateMs: 4_000, pacedMs: 5_000, idleMs: 5_000, rolled: 20_000 };

type Run = ReturnType<typeof plan> & Pick<SuiteContext, 'progress'>;

/** Requests through the gateway, beside the same ones without it, and through fast-gateway and nginx. */
export const gateway: Suite = {
  about:
    `GET of 1 KiB and 100 KiB, POST of 1 KiB, and who is online, through the gateway, by ${clients} clients, beside the same servers asked ` +
    `directly, fast-gateway, the least of a proxy and (where it is installed) nginx; what the gateway adds at ${perSecond}/s; ${streamCount} idle streams; ` +
    'a service of two instances beside one; requests that fail while every instance of every service is replaced (not with --quick).',
  run: async ({ quick, progress }) => {
    const run = { ...plan(quick), progress };
    const passing = await withStage(async (stage) => [
      ...(await rates(stage, run)),
      ...(await times(stage, run)),
      ...(await streams(stage, run)),
    ]);
    return [...passing, await instances(run), ...(await rolled(run))];
  },
};

type Side = 'direct' | 'gateway' | 'fast-gateway' | 'bare-proxy' | 'nginx';

/** Where a request is asked, and beside what. */
const sidesOf = (stage: Stage, name: RequestName): [Side, string][] => {
  const both: [Side, string][] = [
    ['direct', name === 'online' ? stage.presence : stage.direct],
    ['gateway', stage.gateway],
  ];
  if (name !== 'get-1k') return both;
  const { fastGateway, bareProxy, nginx } = stage;
  both.push(['fast-gateway', fastGateway], ['bare-proxy', bareProxy]);
  return nginx === undefined ? both : [...both, ['nginx', nginx]];
};

const rates = async (stage: Stage, { rounds, warmUpMs, rateMs, progress }: Run): Promise<CaseResult[]> => {
  const percents: number[] = [];
  const measured = async (side: Side, name: RequestName, measure: () => Promise<number>) => {
    if (side !== 'gateway' || name !== 'get-1k') return measure();
    const [before, startedAt] = [await stage.usage(), performance.now()];
    const figure = await measure();
    const seconds = (performance.now() - startedAt) / 1_000;
    percents.push((((await stage.usage()).cpuSeconds - before.cpuSeconds) / seconds) * 100);
    return figure;
  };
  const results: CaseResult[] = [];
  for (const name of requestNames) {
    const asked = sidesOf(stage, name).map(([side, url]) => ({ side, asker: askerOf(url, clients) }));
    const measures = new Map<Side, () => Promise<number>>();
    for (const { side, asker } of asked) {
      progress(`${name}, warming up ${side}`);
      await rate(asker.operation(name), { atOnce: clients, ms: warmUpMs });
      const measure = () => rate(asker.operation(name), { atOnce: clients, ms: rateMs });
      measures.set(side, () => measured(side, name, measure));
    }
    const figures = await inTurn(rounds, measures, (text) => progress(`${name}, ${text}`));
    for (const { side } of asked) {
      if (side === 'gateway') continue;
      const base = { against: side, rounds: figures(side) };
      const called = side === 'direct' ? name : `${name}-vs-${side}`;
      results.push({ suite: 'gateway', case: called, unit: 'req/s', ...beside(figures('gateway'), base) });
    }
    for (const { asker } of asked) await asker.close();
  }
  return [...results, { suite: 'gateway', case: 'get-1k-cpu', unit: '% of a core', ...overRounds(percents) }];
};

const times = async (stage: Stage, { rounds, pacedMs, progress }: Run): Promise<CaseResult[]> => {
  const [direct, through] = [askerOf(stage.direct, clients), askerOf(stage.gateway, clients)];
  const timed = { direct: [] as number[][], gateway: [] as number[][] };
  for (let round = 1; round <= rounds; round++) {
    progress(`at a pace, round ${round} of ${rounds}`);
    timed.direct.push(await latencies(direct.operation('get-1k'), { perSecond, ms: pacedMs }));
    timed.gateway.push(await latencies(through.operation('get-1k'), { perSecond, ms: pacedMs }));
  }
  await Promise.all([direct.close(), through.close()]);
  const of = (side: keyof typeof timed, share: number) =>
    timed[side].map((values) => quantile(values, share));
  const quantiles = ([50, 99] as const).map((percent): CaseResult => {
    const base = { against: 'direct', rounds: of('direct', percent / 100) };
    return {
      suite: 'gateway',
      case: `get-1k-p${percent}`,
      unit: 'ms',
      ...beside(of('gateway', percent / 100), base),
    };
  });
  const without = of('direct', 0.5);
  const added = of('gateway', 0.5).map((ms, round) => ms - (without[round] ?? Number.NaN));
  return [...quantiles, { suite: 'gateway', case: 'added-p50-ms', unit: 'ms', ...overRounds(added) }];
};

const streams = async (stage: Stage, { idleMs, progress }: Run): Promise<CaseResult[]> => {
  progress(`${streamCount} idle streams`);
  const { mebibytes, percent } = await idleStreams(stage, idleMs);
  return [
    { suite: 'gateway', case: 'streams-500-memory', unit: 'MiB', ...overRounds([mebibytes]) },
    { suite: 'gateway', case: 'streams-500-cpu', unit: '% of a core', ...overRounds([percent]) },
  ];
};

const instances = async ({ rounds, rateMs: ms, progress }: Run): Promise<CaseResult> => {
  const { one, two } = await twoInstances({ rounds, ms, progress });
  const base = { against: 'one instance', rounds: one };
  return { suite: 'gateway', case: 'two-instances', unit: 'req/s', ...beside(two, base) };
};

const rolled = async ({ rolled: least, progress }: Run): Promise<CaseResult[]> => {
  if (least === 0) return [];
  const { failed } = await rolling(least, progress);
  const name = `failed-of-${least / 1_000}k`;
  return [{ suite: 'gateway', case: name, unit: 'requests', ...overRounds([failed]) }];
};
