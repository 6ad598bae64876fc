import type { Connection } from '@obey/choreography/inspection';
import { compareIds, entryBefore } from '@obey/choreography/inspection';
import { carryOut, changeOptions } from '../change/plan.js';
import { command } from '../command.js';
import { NotFound, ObeyError, UsageError } from '../errors.js';
import { exitCodes } from '../exit-codes.js';
import { withOperator } from '../operator.js';
import { texts } from '../option.js';
import { findStreams } from '../streams/find.js';
import { liveInstances } from '../streams/live.js';
import { type GroupView, lookAtGroups } from '../streams/look.js';
import { countEntries } from '../streams/pages.js';
import { parsePlace, placeOn } from '../streams/place.js';

/** What is to be done to one partition. */
interface Move {
  readonly stream: string;
  readonly from: string;
  readonly to: string;
  /** Where it goes back to: what is pending behind the new place must come again, too. */
  readonly back: string;
  readonly entries: number;
}

const mostCounted = 1_000_000;

export const seek = command({
  name: 'seek',
  summary: 'Has a group go on elsewhere on its streams: earlier, later, or where it was',
  details:
    'The place is start, end, an entry id (it goes on behind it), @-10m or @2026-11-21T10:00:00Z (with what was added from then on), +N or -N messages of each partition, or as an earlier seek printed it to be undone. All instances of the group must have stopped, and their leases be over. What was pending behind the new place comes again with all that follows; what was pending before it stays pending, and is done first.',
  arguments: { '<group>': 'the service', '<place>': 'where it goes on' },
  options: {
    stream: texts('only on these: auth, events:auth, events:{auth:3}', { placeholder: 'pattern' }),
    ...changeOptions,
  },
  examples: [
    { line: 'obey seek alerts @-2h --stream content', about: 'what would be handled again' },
    { line: 'obey seek alerts end --execute --reason "a week old"', about: 'leave all that waits out' },
  ],
  run: async (context) => {
    const { options, out, now } = context;
    const [group = '', where = ''] = context.arguments;
    const redis = await context.redis();
    const moves = await movesOf(redis, group, where, options.stream, now());
    if (moves.length === 0) {
      out.note(`${group} stands there already. Nothing was changed`);
      return undefined;
    }
    const live = await liveInstances(redis, group);
    if (live.length > 0 && options.execute) throw new Live(group, live);
    const undo = `obey seek ${group} '${moves.map(({ stream, back }) => `${stream}=${back}`).join(',')}' --execute`;
    const plan = { title: `Have ${group} go on elsewhere`, steps: moves.map(stepOf), undo };
    await carryOut(context, options, plan, () =>
      withOperator(context, async (operator) => {
        for (const { stream, to } of moves) await operator.seek(stream, group, to);
        return { moved: moves.length };
      }),
    );
    if (live.length > 0) out.note(`It would be refused now: ${live.join(', ')} of ${group} runs`);
    return undefined;
  },
});

const movesOf = async (
  redis: Connection,
  group: string,
  where: string,
  patterns: readonly string[],
  now: Date,
): Promise<Move[]> => {
  const given = where.includes('=') ? parsePlaces(where) : undefined;
  const place = given ? undefined : parsePlace(where, now);
  const found = await findStreams(redis, given ? [...given.keys()] : patterns);
  const moves: Move[] = [];
  let isThere = false;
  for (const { key } of found) {
    const view = (await lookAtGroups(redis, key)).find((one) => one.group === group);
    isThere ||= view !== undefined;
    if (!view) continue;
    const { lastDelivered } = view;
    const to = given?.get(key) ?? (place ? await placeOn(redis, key, place, lastDelivered) : lastDelivered);
    if (to !== lastDelivered) moves.push(await moveOf(redis, key, view, to));
  }
  if (!isThere) throw new NotFound(`No group is called ${group} on these streams. Run obey groups`);
  return moves;
};

const moveOf = async (
  redis: Connection,
  stream: string,
  { group, lastDelivered }: GroupView,
  to: string,
): Promise<Move> => {
  const isBack = compareIds(to, lastDelivered) < 0;
  const [earlier, later] = isBack ? [to, lastDelivered] : [lastDelivered, to];
  const entries = await countEntries(redis, stream, { from: `(${earlier}`, to: later }, mostCounted);
  const [oldest] = await redis.xpending(stream, group, `(${to}`, '+', 1);
  const pending = Array.isArray(oldest) ? String(oldest[0]) : undefined;
  const back = pending === undefined ? lastDelivered : entryBefore(pending);
  return { stream, from: lastDelivered, to, back, entries: isBack ? entries : -entries };
};

const stepOf = ({ stream, from, to, entries }: Move) => {
  const count = Math.abs(entries).toLocaleString('en-US');
  const some = Math.abs(entries) >= mostCounted ? `${count} or more` : count;
  return `${stream}: from behind ${from} to behind ${to}; ${some} ${entries < 0 ? 'are left out' : 'come again'}`;
};

const parsePlaces = (where: string): ReadonlyMap<string, string> =>
  new Map(
    where.split(',').map((one) => {
      const [, key = '', id = ''] = /^(\S+)=(\d{1,19}-\d{1,20})$/.exec(one.trim()) ?? [];
      if (id === '') throw new UsageError(`'${one}' is not like events:{auth:3}=17-0`);
      return [key, id];
    }),
  );

/** Instances would go on from where they are in memory, and some would never know. */
class Live extends ObeyError {
  constructor(group: string, live: readonly string[]) {
    super(
      'obey.live',
      exitCodes.failed,
      `${group} runs (${live.join(', ')}). Stop all of its instances first; one that was killed counts for ten seconds more. Nothing was changed`,
    );
  }
}
