import { startRedis } from '@obey/test-servers';
import { Redis } from 'ioredis';
import { type Base, beside, overRounds } from '../statistics.js';
import type { CaseResult, Suite, SuiteContext } from '../suite.js';
import { entries, fill } from './obey/filling.js';
import { busyFor, publishingP99, timeOf } from './obey/looking.js';

const looks = { streams: ['streams'], groups: ['groups'] } as const;

/** What `obey` costs who looks, and those who go on meanwhile. */
export const obey: Suite = {
  about:
    `the inspection CLI over ${entries.toLocaleString('en')} entries on 8 partitions, two groups: from the start of a command to its end, how long Redis works for it, ` +
    'and p99 of an XADD due at 200/s, from when it was due, while nobody looks and while streams and groups are called every second or two.',
  run: async (context) => {
    const ends: (() => unknown)[] = [];
    const server = await startRedis({ teardown: (end) => void ends.push(end) }, '--appendonly', 'no');
    const redis = new Redis(server.url, { protocol: 2 });
    try {
      return await measure(server.url, redis, context);
    } finally {
      redis.disconnect();
      for (const end of ends) await end();
    }
  },
};

const measure = async (
  url: string,
  redis: Redis,
  { quick, progress }: SuiteContext,
): Promise<CaseResult[]> => {
  progress('filling');
  await fill(redis);
  const rounds = quick ? 3 : 5;
  const seconds = quick ? 4 : 10;
  const times = Object.entries(looks).map(([name, args]) => ({
    name,
    args,
    ms: [] as number[],
    busy: [] as number[],
  }));
  const [alone, looking]: [number[], number[]] = [[], []];
  for (const { args } of times) await timeOf(url, args);
  for (let round = 1; round <= rounds; round += 1) {
    progress(`round ${round} of ${rounds}`);
    for (const one of times) {
      one.ms.push(await timeOf(url, one.args));
      one.busy.push(await busyFor(redis, url, one.args));
    }
    alone.push(await publishingP99(redis, seconds));
    looking.push(await publishingP99(redis, seconds, { url, args: [looks.streams, looks.groups] }));
  }
  const result = (name: string, ours: readonly number[], base?: Base): CaseResult => ({
    suite: 'obey',
    case: name,
    unit: 'ms',
    ...(base ? beside(ours, base) : overRounds(ours)),
  });
  return [
    ...times.map(({ name, ms }) => result(`${name}-1m`, ms)),
    ...times.map(({ name, busy }) => result(`${name}-1m-redis-busy`, busy)),
    result('publish-p99-while-looking', looking, { against: 'nobody looks', rounds: alone }),
  ];
};
