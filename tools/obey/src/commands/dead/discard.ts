import { carryOut, changeOptions } from '../../change/plan.js';
import { command } from '../../command.js';
import { NotFound } from '../../errors.js';
import { choiceOptions, findLetters } from '../../letters/find.js';
import { lettersInWords, sumOfLetters } from '../../letters/sum.js';
import { withOperator } from '../../operator.js';
import { count } from '../../option.js';

export const deadDiscard = command({
  name: 'dead discard',
  summary: 'Gives dead letters up for good',
  details: 'They are kept, with the reason, under discarded:…: the last 10,000 of a partition.',
  arguments: { '<group>': 'the service that could not handle them' },
  options: { ...choiceOptions, limit: count('no more than so many', undefined), ...changeOptions },
  examples: [
    { line: 'obey dead discard mailing --type mailing.send.email', about: 'what would be given up' },
    {
      line: 'obey dead discard mailing --id 1795290712011-0 --execute --confirm mailing --reason "sent by hand"',
      about: 'do it',
    },
  ],
  run: async (context) => {
    const { options, signal } = context;
    const [group = ''] = context.arguments;
    const redis = await context.redis();
    const { total, steps } = await sumOfLetters(redis, group, options);
    if (total === 0)
      throw new NotFound(`There are no such dead letters of ${group}. Run obey dead ls ${group}`);
    const wanted = Math.min(total, options.limit ?? total);
    const plan = { title: `Discard ${lettersInWords(wanted)} of ${group}`, steps, forGood: group };
    await carryOut(context, options, plan, (reason) =>
      withOperator(context, async (operator) => {
        let discarded = 0;
        for await (const letter of findLetters(redis, [group], options)) {
          if (discarded >= wanted || signal.aborted) break;
          await operator.discard(letter, reason);
          discarded += 1;
        }
        return { discarded };
      }),
    );
    return undefined;
  },
});
