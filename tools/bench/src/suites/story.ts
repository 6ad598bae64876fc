import { startTemporaryForum } from '@obey/dev';
import { openLoop } from '../open-loop.js';
import { overRounds, quantile } from '../statistics.js';
import type { CaseResult, Suite, SuiteContext } from '../suite.js';
import { gather } from './story/cast.js';
import { type Sighting, watchAlerts } from './story/watch-alerts.js';

const perSecond = 20;
const pollMs = 10;

const plan = (quick: boolean) =>
  quick ? { rounds: 3, seconds: 8, warmUp: 3 } : { rounds: 5, seconds: 20, warmUp: 5 };

/** From a reply's 201 to its alert, in a whole forum of its own. */
export const story: Suite = {
  about:
    `From a reply's 201 to its alert being listed (GET /alerts is asked every ${pollMs} ms until then) and being pushed ` +
    `(server-sent event), at ${perSecond} replies/s open loop, all through the gateway; AOF appendfsync always.`,
  async run(context) {
    context.progress('starting a forum');
    // New users would be slowed down, and whoever asks so often.
    const forum = await startTemporaryForum({
      env: { NEW_USER_RANK: '0', ADDRESS_LIMITS: 'none', USER_LIMITS: 'none' },
    });
    try {
      return await measure(forum, context);
    } finally {
      await forum.stop();
    }
  },
};

const measure = async (
  forum: Awaited<ReturnType<typeof startTemporaryForum>>,
  { quick, progress }: SuiteContext,
): Promise<CaseResult[]> => {
  const { rounds, seconds, warmUp } = plan(quick);
  const cast = await gather(forum);
  const watch = await watchAlerts(cast.author, pollMs);
  const play = async (duration: number): Promise<Sighting[]> => {
    const sightings: Promise<Sighting>[] = [];
    await openLoop({ count: duration * perSecond, perSecond }, async (index) => {
      const { id, answeredAt } = await cast.reply(index);
      sightings.push(watch.sighting(id, answeredAt));
    });
    return Promise.all(sightings);
  };
  try {
    progress('warming up');
    await play(warmUp);
    const measured: Sighting[][] = [];
    for (let round = 1; round <= rounds; round++) {
      progress(`round ${round} of ${rounds}`);
      measured.push(await play(seconds));
    }
    return casesOf(measured);
  } finally {
    await watch.stop();
  }
};

const casesOf = (rounds: readonly Sighting[][]): CaseResult[] =>
  (['listed', 'pushed'] as const).flatMap((how) =>
    ([50, 99] as const).map((percent): CaseResult => {
      const ofRounds = rounds.map((round) =>
        quantile(
          round.map((sighting) => sighting[how]),
          percent / 100,
        ),
      );
      return { suite: 'story', case: `alert-${how}-p${percent}`, unit: 'ms', ...overRounds(ofRounds) };
    }),
  );
