import { setTimeout as pause } from 'node:timers/promises';
import type { Connection } from '@obey/choreography/inspection';
import { carryOut, changeOptions } from '../change/plan.js';
import { command } from '../command.js';
import { NotFound, UsageError } from '../errors.js';
import { type Filter, filterOptions, fitsFilter, messageIn } from '../messages.js';
import { withOperator } from '../operator.js';
import { rate, text, texts } from '../option.js';
import { createProgress } from '../progress.js';
import { findStreams } from '../streams/find.js';
import { lookAtGroups } from '../streams/look.js';
import { pagesOf, type Stretch } from '../streams/pages.js';
import { rangeOptions, readRange, stretchOf } from '../streams/range.js';

interface Chosen {
  readonly stream: string;
  readonly stretch: Stretch;
}

export const replay = command({
  name: 'replay',
  summary: 'Says messages to one group once more, and to no other',
  details:
    'Each goes behind all that stands on its stream, with its old id, for that group only, which may run meanwhile and takes it as one delivered again. What was put back or replayed before is left out. The messages are those that stood there when it began.',
  arguments: { '<group>': 'the service that hears them again', '[@range]': 'only these: @-2h:-1h' },
  options: {
    stream: texts('only from these: auth, events:auth, events:{auth:3}', { placeholder: 'pattern' }),
    ...rangeOptions,
    ...filterOptions,
    rate: rate('so many a second', 500),
    resume: text('go on behind this entry, as an interrupted one printed it', { placeholder: 'key=id' }),
    ...changeOptions,
  },
  examples: [
    { line: "obey replay alerts @-1h -t 'content.thread.*'", about: 'what would be said again' },
    {
      line: 'obey replay presence --stream auth --execute --confirm presence --reason "its cache was lost"',
      about: 'do it',
    },
  ],
  run: async (context) => {
    const { options, now, signal, terminal, out } = context;
    const [group = '', ...words] = context.arguments;
    const { span, rest: strange } = readRange(words, options, now());
    if (strange.length > 0) throw new UsageError(`'${strange[0]}' is no range: one begins with @`);
    const redis = await context.redis();
    const chosen = await streamsHeard(redis, group, options.stream, stretchOf(span));
    const rest = options.resume === undefined ? chosen : behind(chosen, options.resume);
    const { total, steps } = await sumOf(redis, rest, options);
    if (total === 0) throw new NotFound('There are no such messages on these streams. Run obey streams');
    const plan = {
      title: `Say ${total.toLocaleString('en-US')} message${total === 1 ? '' : 's'} to ${group} once more`,
      steps,
      forGood: group,
    };
    const progress = createProgress(terminal);
    await carryOut(context, options, plan, () =>
      withOperator(context, async (operator) => {
        let said = 0;
        let last = '';
        try {
          for await (const { stream, entry } of entriesOf(redis, rest, options)) {
            if (signal.aborted) break;
            if ((await operator.repeat({ stream, group, entry })) !== undefined) said += 1;
            last = `${stream}=${entry}`;
            progress.show(said, total, `said to ${group} again`);
            await pause(1_000 / options.rate, undefined, { signal }).catch(() => undefined);
          }
        } finally {
          progress.end();
          if (said < total && last !== '') out.note(`To go on: the same with --resume '${last}'`);
        }
        return { said, last };
      }),
    );
    return undefined;
  },
});

/** The streams that the group is on, with an end: what is replayed is not replayed once more. */
const streamsHeard = async (
  redis: Connection,
  group: string,
  patterns: readonly string[],
  { from, to }: Stretch,
): Promise<Chosen[]> => {
  const chosen: Chosen[] = [];
  for (const { key } of await findStreams(redis, patterns)) {
    if (!(await lookAtGroups(redis, key)).some((one) => one.group === group)) continue;
    const [latest] = await redis.xrevrange(key, '+', '-', 'COUNT', 1);
    if (latest) chosen.push({ stream: key, stretch: { from, to: to === '+' ? latest[0] : to } });
  }
  if (chosen.length === 0)
    throw new NotFound(`No group is called ${group} on streams that hold something. Run obey groups`);
  return chosen;
};

const behind = (chosen: readonly Chosen[], resume: string): Chosen[] => {
  const at = resume.lastIndexOf('=');
  const [key, id] = [resume.slice(0, at), resume.slice(at + 1)];
  const index = chosen.findIndex(({ stream }) => stream === key);
  if (index < 0 || !/^\d+-\d+$/.test(id))
    throw new UsageError(`--resume ${resume} names none of these streams, or no entry`);
  return chosen
    .slice(index)
    .map((one, n) => (n === 0 ? { ...one, stretch: { ...one.stretch, from: `(${id}` } } : one));
};

const entriesOf = async function* (redis: Connection, chosen: readonly Chosen[], filter: Filter) {
  const fits = fitsFilter(filter);
  for (const { stream, stretch } of chosen)
    for await (const page of pagesOf(redis, stream, stretch))
      for (const { id, json, onlyFor } of page) {
        const message = onlyFor === undefined ? messageIn(json) : undefined;
        if (message && fits(message)) yield { stream, entry: id, message };
      }
};

const sumOf = async (redis: Connection, chosen: readonly Chosen[], filter: Filter) => {
  const byType = new Map<string, number>();
  let total = 0;
  for await (const { message } of entriesOf(redis, chosen, filter)) {
    byType.set(message.type, (byType.get(message.type) ?? 0) + 1);
    total += 1;
  }
  const steps = [...byType].sort((a, b) => b[1] - a[1]).map(([type, some]) => `${some} ${type}`);
  return { total, steps };
};
