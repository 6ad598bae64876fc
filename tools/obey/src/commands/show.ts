import type { Connection } from '@obey/choreography/inspection';
import type { Colors } from 'picocolors/types.js';
import { command } from '../command.js';
import { NotFound, UsageError } from '../errors.js';
import { flag } from '../option.js';
import { visible } from '../output/cells.js';
import { standingText } from '../standing-text.js';
import { type EntryRecord, readForwards, recordOf, type Seen } from '../streams/entries.js';
import { findStreams, topologyOf } from '../streams/find.js';
import { searchBackwards } from '../streams/search.js';
import { createStandings, type Standing } from '../streams/standing.js';
import { formatAge } from '../times.js';
import { loadVeil, veilOptions } from '../veil.js';

type Shown = EntryRecord & { readonly groups: readonly Standing[] };

export const show = command({
  name: 'show',
  summary: 'One message whole, and how it stands with each group',
  details:
    'For each group: waiting (not delivered yet), pending (with owner, age and deliveries), handled, dead, or that it does not react to it. Found by the id of the message, or of its entry on the stream.',
  arguments: { '<id>': 'id of a message, 1795290708376-0, or events:{content:7}/1795290708376-0' },
  options: {
    ...veilOptions,
    all: flag('every entry with this message, also those that were put back; reads all of the streams'),
  },
  examples: [
    { line: 'obey show 01a1ffaa-39f8-7b65-8c4b-d4b73d0ef4af', about: 'by the id of the message' },
    { line: 'obey show 1795290708376-0 -o json', about: 'by the id of its entry, for programs' },
  ],
  run: async ({ redis, out, now, arguments: [id = ''], options }) => {
    const veil = await loadVeil(options);
    const connection = await redis();
    const found = await find(connection, id, options.all);
    if (found.length === 0)
      throw new NotFound(`${id} stands on no stream. It may have been trimmed: audit keeps what was said`);
    const standingOf = createStandings(connection, await topologyOf(connection));
    const shown = await Promise.all(
      found.map(async (one): Promise<Shown> => ({ ...recordOf(one, veil), groups: await standingOf(one) })),
    );
    const [first] = shown;
    const value = shown.length === 1 && first ? first : shown;
    await out.one(value, () => shown.map((one) => textOf(one, out.colors, now())).join('\n\n'));
  },
});

const find = async (redis: Connection, id: string, all: boolean): Promise<Seen[]> => {
  const [, stream, entry] = /^(?:(.+)\/)?(\d{10,}-\d+)$/.exec(id) ?? [];
  const streams = (await findStreams(redis, stream === undefined ? [] : [stream])).map(({ key }) => key);
  if (entry !== undefined) {
    const found: Seen[] = [];
    for await (const one of readForwards(redis, streams, { from: entry, to: entry })) found.push(one);
    return found;
  }
  if (!/^[\w.:-]{8,}$/.test(id)) throw new UsageError(`'${id}' is no id of a message or of an entry`);
  return searchBackwards(redis, streams, {
    text: `"id":"${id}"`,
    isWanted: ({ message }) => message?.id === id,
    isWhole: (found) => !all && found.length > 0,
    since: undefined,
  });
};

const textOf = (
  { stream, entry, addedAt, onlyFor, fault, event, groups, ...message }: Shown,
  colors: Colors,
  now: Date,
) => {
  const facts = [
    ['stream', `${stream}  entry ${entry}  ${formatAge(addedAt, now)} (${addedAt.toISOString()})`],
    ...(onlyFor === undefined ? [] : [['put back', `for ${onlyFor} only`]]),
    ...Object.entries(message)
      .filter(([name]) => name !== 'data')
      .map(([name, value]) => [name, String(value)]),
    ...(fault === undefined
      ? []
      : [
          ['fault', fault],
          ['event', event ?? ''],
        ]),
  ];
  const lines = facts.map(([name = '', value = '']) => `${colors.dim(name.padEnd(14))}${visible(value)}`);
  const data =
    JSON.stringify(message.data, null, 2)
      ?.split('\n')
      .map((line) => `  ${visible(line)}`) ?? [];
  const width = Math.max(0, ...groups.map(({ group }) => group.length)) + 2;
  const standings = groups.map(
    (one) => `  ${visible(one.group).padEnd(width)}${standingText(one, { colors, now })}`,
  );
  return [
    ...lines,
    ...(data.length > 0 ? [colors.dim('data'), ...data] : []),
    ...(standings.length > 0
      ? [colors.dim('groups'), ...standings]
      : [colors.dim('no group reads this stream')]),
  ].join('\n');
};
