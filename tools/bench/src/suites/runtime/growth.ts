import type { CaseResult } from '../../suite.js';
import type { Run } from './plan.js';
import { resultOf } from './results.js';
import type { Server } from './rounds.js';
import { compare } from './scale.js';
import { withStanding } from './standing.js';
import { fillStreams } from './streams.js';
import { envelopeOf, groupOf, postAt, streamsOf, type Topic } from './workload.js';

const partitions = 8;
const atOnce = 10_000;

/** Entries that the group has left behind; each round's own are trimmed away again. */
const withHistory = (entries: number) => ({
  partitions,
  members: 1,
  prepare: async ({ redis }: Server, topic: Topic) => {
    const streams = streamsOf(topic);
    await fillStreams(redis, {
      streams,
      field: 'event',
      values: Array.from({ length: atOnce }, (_, index) => envelopeOf(topic, postAt(index))),
      times: entries / atOnce,
    });
    for (const stream of streams) await redis.xgroup('CREATE', stream, groupOf(topic), '$');
  },
  tidy: async ({ redis }: Server, topic: Topic) => {
    for (const stream of streamsOf(topic)) await redis.xtrim(stream, 'MAXLEN', entries / partitions);
  },
});

/** Reacting on streams that hold a long history, over the same on streams that hold a short one. */
export const growthCases = async ({ plan, progress }: Run): Promise<CaseResult[]> => {
  progress('filling the streams with a history');
  return withStanding(withHistory(plan.history.short), (short) =>
    withStanding(withHistory(plan.history.long), async (long) => {
      const figures = await compare(plan, { 'short history': short, 'long history': long }, progress);
      const shortRates = figures('short history');
      const ratios = figures('long history').map((rate, round) => rate / (shortRates[round] ?? Number.NaN));
      return [resultOf('react-1m-vs-10k', 'ratio', ratios)];
    }),
  );
};
