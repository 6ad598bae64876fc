import { streamKey, streamsOf } from '@obey/choreography/inspection';
import { carryOut, changeOptions } from '../change/plan.js';
import { command } from '../command.js';
import { NotFound } from '../errors.js';
import { withOperator } from '../operator.js';
import { topologyOf } from '../streams/find.js';
import { liveInstances } from '../streams/live.js';
import { lookAtGroups } from '../streams/look.js';
import { sum } from '../streams/sum.js';

export const rebuild = command({
  name: 'rebuild',
  summary: 'Has a service begin anew, from what audit and its streams hold',
  details:
    'When it is started again, all that it hears is played to it from the start, and nothing that it says because of what it had handled before goes out. What it has stored is its own affair: empty its database before, or it is handled twice. Services that ask no archive get what their streams still hold. Its instances must have stopped, with nothing pending. Done twice, it begins anew once.',
  arguments: { '<service>': 'that is to begin anew' },
  options: changeOptions,
  examples: [
    { line: 'obey rebuild presence', about: 'which streams it would be played' },
    {
      line: 'obey rebuild presence --execute --confirm presence --reason "its database was lost"',
      about: 'do it, and start it then',
    },
  ],
  run: async (context) => {
    const { options, out } = context;
    const [service = ''] = context.arguments;
    const redis = await context.redis();
    const known = (await topologyOf(redis)).find((one) => one.service === service);
    if (!known) throw new NotFound(`No service is called ${service}. Run obey instances`);
    const streams = [...new Set(known.reactsTo.flatMap(streamsOf).map(streamKey))].sort();
    const views = (await Promise.all(streams.map((key) => lookAtGroups(redis, key))))
      .flat()
      .filter(({ group }) => group === service);
    const pending = sum(views.map((view) => view.pending));
    const lengths = await Promise.all(streams.map((key) => redis.xlen(key)));
    const steps = streams.map(
      (key, at) => `${key}: what was trimmed, out of audit, and ${lengths[at] ?? 0} entries`,
    );
    const plan = { title: `Have ${service} begin anew`, steps, forGood: service };
    const done = await carryOut(context, options, plan, () =>
      withOperator(context, async (operator) => {
        await operator.rebuild(service);
        return { streams: streams.length };
      }),
    );
    if (done) {
      out.note(`Empty what ${service} has stored, if that is not done yet, and start it`);
      return undefined;
    }
    const live = await liveInstances(redis, service);
    if (live.length > 0) out.note(`It would be refused now: ${live.join(', ')} of ${service} runs`);
    else if (pending > 0)
      out.note(`It would be refused now: ${pending} message${pending === 1 ? ' is' : 's are'} pending`);
    return undefined;
  },
});
