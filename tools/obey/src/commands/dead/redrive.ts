import { compareIds } from '@obey/choreography/inspection';
import { carryOut, changeOptions } from '../../change/plan.js';
import { command } from '../../command.js';
import { NotFound, ObeyError } from '../../errors.js';
import { exitCodes } from '../../exit-codes.js';
import { choiceOptions, findLetters, type Letter } from '../../letters/find.js';
import { type Redriven, redriveAll } from '../../letters/redrive.js';
import { lettersInWords, sumOfLetters } from '../../letters/sum.js';
import { withOperator } from '../../operator.js';
import { count, duration, rate, share } from '../../option.js';
import { createProgress } from '../../progress.js';
import { topologyOf } from '../../streams/find.js';

export const deadRedrive = command({
  name: 'dead redrive',
  summary: 'Gives dead letters to the group that failed once more',
  details:
    'Each goes behind all that stands on its stream, with its old id, and for that group only. With --abort-if-failing it waits for what becomes of them, 20 at a time, and ends once 5 have ended and more than that share is dead again. Interrupted, do it again: what was put back is no dead letter any more.',
  arguments: { '<group>': 'the service that could not handle them' },
  options: {
    ...choiceOptions,
    rate: rate('so many a second', 100),
    limit: count('no more than so many', undefined),
    abortIfFailing: share('end when a larger share of them fails again'),
    wait: duration('how long to wait for an outcome', 30_000),
    ...changeOptions,
  },
  examples: [
    { line: 'obey dead redrive mailing', about: 'what would be put back' },
    {
      line: 'obey dead redrive mailing -e ECONNREFUSED --rate 20 --abort-if-failing 20% --execute',
      about: 'do it, slowly',
    },
  ],
  run: async (context) => {
    const { options, signal, terminal, out } = context;
    const [group = ''] = context.arguments;
    const redis = await context.redis();
    const { total, steps } = await sumOfLetters(redis, group, options);
    if (total === 0)
      throw new NotFound(`There are no such dead letters of ${group}. Run obey dead ls ${group}`);
    const wanted = Math.min(total, options.limit ?? total);
    if (options.execute && options.abortIfFailing !== undefined) {
      const services = await topologyOf(redis);
      if (!services.some(({ service, instances }) => service === group && instances.length > 0))
        throw new NobodyRuns(group);
    }
    const plan = { title: `Put ${lettersInWords(wanted)} of ${group} back`, steps };
    const progress = createProgress(terminal);
    const result = await carryOut(context, options, plan, () =>
      withOperator(context, async (operator): Promise<Redriven> => {
        const until = `${await timeOf(redis.time())}-18446744073709551615`;
        try {
          return await redriveAll({
            ...options,
            operator,
            signal,
            letters: diedUntil(findLetters(redis, [group], options), until),
            rate: options.rate,
            limit: wanted,
            waitMs: options.wait,
            show: (done) => progress.show(done, wanted, `of ${group} put back`),
          });
        } finally {
          progress.end();
        }
      }),
    );
    if (!result || result.ended === 'all') return result && result.failed > 0 ? exitCodes.failed : undefined;
    out.note(whyEnded(result, group));
    return exitCodes.failed;
  },
});

/** Not those that are dead again because of this. */
const diedUntil = async function* (letters: AsyncIterable<Letter>, last: string) {
  for await (const letter of letters) if (compareIds(letter.id, last) <= 0) yield letter;
};

const timeOf = async (time: Promise<readonly (string | number)[]>) => {
  const [seconds, micros] = await time;
  return Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000);
};

const whyEnded = ({ ended, handled, failed, redriven }: Redriven, group: string) => {
  const again = `obey dead stats ${group} tells why`;
  if (ended === 'failing') return `Ended: ${failed} of ${handled + failed} failed again; ${again}`;
  if (ended === 'silent')
    return `Ended: nothing came of what was put back; does ${group} get on? See obey groups ${group}`;
  return `Ended after ${redriven}; do it again for the others`;
};

class NobodyRuns extends ObeyError {
  constructor(group: string) {
    super(
      'obey.nobody-runs',
      exitCodes.failed,
      `No instance of ${group} runs, so nothing would come of it. Start one, or leave --abort-if-failing out`,
    );
  }
}
