import { setTimeout as pause } from 'node:timers/promises';
import type { Contract, Message } from '@obey/choreography';
import { compareIds } from '@obey/choreography/inspection';
import type { Colors } from 'picocolors/types.js';
import { command } from '../command.js';
import { UsageError } from '../errors.js';
import { globOf } from '../glob.js';
import { count, flag, text, texts } from '../option.js';
import { visible } from '../output/cells.js';
import type { Column } from '../output/table.js';
import {
  type EntryRecord,
  endsOf,
  readBackwards,
  readForwards,
  readNew,
  recordOf,
  type Seen,
} from '../streams/entries.js';
import { findStreams } from '../streams/find.js';
import { rangeOptions, readRange, spanHelp, stretchOf } from '../streams/range.js';
import { loadVeil, type Veil, veilOptions } from '../veil.js';
import { type Comparison, parseWhere, whereHelp } from '../where.js';

const columns: readonly Column<EntryRecord>[] = [
  { title: 'ADDED', value: ({ addedAt }) => addedAt },
  { title: 'STREAM', value: ({ stream }) => stream },
  { title: 'ENTRY', value: ({ entry }) => entry },
  { title: 'TYPE', value: ({ type }) => type },
  { title: 'SOURCE', value: ({ source }) => source },
  { title: 'SUBJECT', value: ({ subject }) => subject },
  { title: 'CORRELATION', value: ({ correlationId }) => correlationId },
  { title: 'ID', value: ({ id }) => id },
  { title: 'DATA', value: ({ data }) => (data === undefined ? undefined : JSON.stringify(data)) },
];

/** How often what is new is looked for, in ms: a read that blocks would need a connection for each slot of a Cluster. */
const everyMs = 250;
/** Without a range or -n, no more is read than this in search of what fits the filters. */
const mostSearched = 10_000;
/** Of the messages before now, so many are shown unless told otherwise. */
const before = 10;

export const tail = command({
  name: 'tail',
  summary: 'The messages as they come, or those of a range',
  details: `A range is ${spanHelp}; one with an end ends there, all else is followed until Ctrl-C. Filters hold together; --where compares a field: ${whereHelp}. What contracts mark as secret is masked, and so is the text of messages that they do not know: --secrets shows it, and lets --where compare it.`,
  arguments: {
    '[pattern-or-@range...]': 'streams (auth, events:auth, events:*, events:{auth:3}) and a range',
  },
  completes: 'streams',
  options: {
    lines: count('so many of those before now (10), or the last so many of a range', undefined, {
      short: 'n',
    }),
    ...rangeOptions,
    type: texts('of this type; * stands for anything', { short: 't' }),
    subject: text('about this subject'),
    correlation: text('of the flow with this correlation id', { placeholder: 'id' }),
    service: text('said by this service', { placeholder: 'name' }),
    where: texts('whose field compares so', { placeholder: 'comparison' }),
    ...veilOptions,
    exitAtEnd: flag('end at the end of the streams'),
  },
  examples: [
    { line: "obey tail content -t 'content.thread.*' --where data.number=2", about: 'follow some messages' },
    { line: 'obey tail @-10m:now --service auth -o ndjson', about: 'ten minutes of one service, for jq' },
  ],
  run: async ({ redis, out, now, signal, arguments: words, options }) => {
    const { span, rest: patterns } = readRange(words, options, now());
    const comparisons = options.where.map(parseWhere);
    const veil = await loadVeil(options);
    const connection = await redis();
    const found = await findStreams(connection, patterns);
    const types = options.type.map(globOf);
    const meant = veil.contracts.filter(
      ({ type, kind, owner }) =>
        (types.length === 0 || types.some((glob) => glob.test(type))) &&
        found.some(({ name }) => name.kind === kind && name.owner === owner),
    );
    refuseHidden(comparisons, meant, veil);
    const fits = filterOf(options, types, comparisons, veil);
    const streams = found.map(({ key }) => key);
    const isFollowed = !options.exitAtEnd && span?.to === undefined;
    const last = options.lines ?? (span ? undefined : before);
    const rows = async function* (): AsyncGenerator<EntryRecord> {
      const ends = await endsOf(connection, streams);
      const past = stretchOf(span);
      // What is added meanwhile is told as new, and not twice.
      const wanted = (one: Seen) => fits(one) && compareIds(one.entry, ends.get(one.stream) ?? '0-0') <= 0;
      const mostRead = span || options.lines !== undefined ? Number.POSITIVE_INFINITY : mostSearched;
      const told =
        last === undefined
          ? readForwards(connection, streams, past)
          : await lastOf(readBackwards(connection, streams, past), wanted, { last, mostRead });
      for await (const one of told) {
        if (signal.aborted) return;
        if (wanted(one)) yield recordOf(one, veil);
      }
      while (isFollowed && !signal.aborted) {
        const added = (await readNew(connection, ends)).filter(fits);
        for (const one of added) yield recordOf(one, veil);
        if (added.length === 0) await pause(everyMs, undefined, { signal }).catch(() => undefined);
      }
    };
    await out.each(rows(), { columns, show: (row) => lineOf(row, out.colors) });
  },
});

/** The last so many that are wanted, oldest first. */
const lastOf = async (
  backwards: AsyncIterable<Seen>,
  wanted: (one: Seen) => boolean,
  { last, mostRead }: { readonly last: number; readonly mostRead: number },
): Promise<Seen[]> => {
  const found: Seen[] = [];
  if (last === 0) return found;
  let read = 0;
  for await (const one of backwards) {
    if (wanted(one)) found.push(one);
    read += 1;
    if (found.length === last || read >= mostRead) break;
  }
  return found.reverse();
};

interface Filters {
  readonly subject: string | undefined;
  readonly correlation: string | undefined;
  readonly service: string | undefined;
}

const filterOf = (
  { subject, correlation, service }: Filters,
  types: readonly RegExp[],
  comparisons: readonly Comparison[],
  veil: Veil,
): ((one: Seen) => boolean) => {
  const isOpen = comparisons.length + types.length === 0 && !(subject ?? correlation ?? service);
  const compare = (message: Message) => {
    // As it is shown: what is hidden must not be guessed at either.
    const shown = veil.of(message);
    return comparisons.every(({ holds }) => holds(shown));
  };
  return ({ message }) => {
    // What is no message is shown where all is, and fits no filter.
    if (!message) return isOpen;
    return (
      (types.length === 0 || types.some((glob) => glob.test(message.type))) &&
      (subject === undefined || message.subject === subject) &&
      (correlation === undefined || message.correlationId === correlation) &&
      (service === undefined || message.source === service) &&
      (comparisons.length === 0 || compare(message))
    );
  };
};

/** Nothing would be found by a field that is hidden, and nobody would know why. */
const refuseHidden = (comparisons: readonly Comparison[], contracts: readonly Contract[], veil: Veil) => {
  for (const { path } of comparisons) {
    const hiding = contracts.find((contract) => veil.hides(contract, path));
    if (hiding)
      throw new UsageError(
        `${path.join('.')} of ${hiding.type} is a secret, and is not compared unless --secrets is given; or leave that type out by --type`,
      );
  }
};

const lineOf = ({ addedAt, stream, fault, onlyFor, ...row }: EntryRecord, colors: Colors): string => {
  const time = colors.dim(addedAt.toISOString().replace('T', ' ').slice(0, -1));
  const family = stream.replace(/\{(.*):\d+\}/, '$1');
  if (row.type === undefined) return `${time}  ${family}  ${colors.red(visible(fault ?? ''))}`;
  const put = onlyFor === undefined ? '' : colors.yellow(` put back for ${visible(onlyFor)}`);
  const head = `${time}  ${colors.bold(visible(row.type))}${put}  ${colors.cyan(visible(row.subject ?? ''))}`;
  return `${head}  ${visible(JSON.stringify(row.data))}  ${colors.dim(visible(row.correlationId ?? ''))}`;
};
