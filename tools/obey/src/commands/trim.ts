import { carryOut, changeOptions } from '../change/plan.js';
import { command } from '../command.js';
import { ObeyError } from '../errors.js';
import { exitCodes } from '../exit-codes.js';
import { duration, text } from '../option.js';
import { findStreams } from '../streams/find.js';
import { cutAt, declaredGroups, trimTo, unfinishedOn } from '../streams/floor.js';
import { countEntries } from '../streams/pages.js';
import { sum } from '../streams/sum.js';

/** As long as services keep what they say, unless told otherwise. */
const weekMs = 7 * 24 * 3_600_000;

interface Part {
  readonly stream: string;
  /** What comes before it goes. */
  readonly upTo: string;
  readonly entries: number;
  readonly kept: number;
  readonly heldBackBy: readonly string[];
}

export const trim = command({
  name: 'trim',
  summary: 'Removes what is old and finished from streams',
  details:
    'Nothing goes that a group of the stream has not finished, that a service declares to hear and has never begun, or that the archive does not have. Services trim their own streams each minute by STREAM_KEEP_HOURS; this is for when that is too late.',
  arguments: { '<pattern...>': 'these: auth, events:auth, events:{auth:3}' },
  options: {
    older: duration('what is older than this', weekMs),
    archive: text('the group that must have everything; none for nobody (audit)', { placeholder: 'group' }),
    ...changeOptions,
  },
  examples: [
    { line: 'obey trim content --older 2d', about: 'what would go, and who holds the rest back' },
    {
      line: 'obey trim content --older 2d --execute --confirm content --reason "memory is short"',
      about: 'do it',
    },
  ],
  run: async (context) => {
    const { options, signal, out } = context;
    const patterns = context.arguments;
    const redis = await context.redis();
    const archive = options.archive ?? 'audit';
    const witnesses = archive === 'none' ? [] : [archive];
    const declared = await declaredGroups(redis);
    const [seconds] = await redis.time();
    const cutoff = `${Math.max(1, Number(seconds) * 1_000 - options.older)}-0`;
    const parts: Part[] = [];
    for (const { key } of await findStreams(redis, patterns)) {
      const unfinished = await unfinishedOn(redis, key, [...(declared.get(key) ?? []), ...witnesses]);
      const { upTo, heldBackBy } = cutAt(cutoff, unfinished);
      const entries = await countEntries(redis, key, { from: '-', to: `(${upTo}` });
      const kept = await countEntries(redis, key, { from: upTo, to: `(${cutoff}` });
      parts.push({ stream: key, upTo, entries, kept, heldBackBy });
    }
    const going = parts.filter(({ entries }) => entries > 0);
    const held = [...new Set(parts.flatMap(({ heldBackBy }) => heldBackBy))].sort();
    if (going.length === 0) {
      if (held.length > 0) throw new HeldBack(held, sum(parts.map(({ kept }) => kept)));
      out.note('Nothing is so old. Nothing was changed');
      return undefined;
    }
    const total = sum(going.map(({ entries }) => entries));
    const plan = {
      title: `Remove ${total.toLocaleString('en-US')} entries`,
      steps: parts.filter(({ entries, kept }) => entries + kept > 0).map(stepOf),
      forGood: patterns.join(' '),
    };
    await carryOut(context, options, plan, async () => {
      let removed = 0;
      for (const { stream, upTo } of going) if (!signal.aborted) removed += await trimTo(redis, stream, upTo);
      return { removed };
    });
    return undefined;
  },
});

const stepOf = ({ stream, entries, kept, heldBackBy }: Part) => {
  const go = `${stream}: ${entries.toLocaleString('en-US')} go`;
  return kept === 0 ? go : `${go}, ${kept.toLocaleString('en-US')} stay for ${heldBackBy.join(', ')}`;
};

/** Whatever is old enough, somebody has not finished. */
class HeldBack extends ObeyError {
  constructor(groups: readonly string[], entries: number) {
    super(
      'obey.held-back',
      exitCodes.failed,
      `${entries.toLocaleString('en-US')} entries are old enough, and ${groups.join(', ')} has not finished them, so nothing may go. Start it; or if it is no more: obey groups, redis-cli XGROUP DESTROY, and for the archive --archive none`,
    );
  }
}
