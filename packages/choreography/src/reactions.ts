import { Misdeclared } from './errors.js';
import { streamKey, streamsOf } from './names.js';
import type { Reaction, Tap } from './reaction.js';
import type { Listening } from './reports.js';

/** One row of the table of reactions: `on`, `answer`, `onAny`, `onReports`. */
export type Row = Reaction | Tap | Listening;

/** A table of reactions, parted into those to a type, the one to whatever else there is, and the one to reports. */
export const parted = (
  table: readonly Row[],
  service: string,
): {
  readonly reactions: readonly Reaction[];
  readonly tap: Tap | undefined;
  readonly listening: Listening | undefined;
} => {
  const reactions = table.filter((one): one is Reaction => 'contract' in one);
  const [tap, another] = table.filter((one): one is Tap => 'hears' in one);
  const [listening, more] = table.filter((one): one is Listening => 'reports' in one);
  if (another || more)
    throw new Misdeclared(`${service} has two reactions to any message, or to reports; make them one`);
  return { reactions, tap, listening };
};

/**
 * The reactions by the type of message. Throws `Misdeclared` where two are for one type, one is for another
 * service's commands, or two of one stream disagree on its partitions.
 */
export const tableOf = (reactions: readonly Reaction[], service: string): Map<string, Reaction> => {
  const byType = new Map<string, Reaction>();
  const partitions = new Map<string, number>();
  for (const reaction of reactions) {
    const { type, name, kind, owner, partitions: count } = reaction.contract;
    if (byType.has(type)) throw new Misdeclared(`${service} reacts to ${name} twice; make it one reaction`);
    if (kind !== 'notification' && owner !== service)
      throw new Misdeclared(`${name} is for ${owner}; ${service} cannot react to it`);
    const stream = `${kind} ${owner}`;
    if ((partitions.get(stream) ?? count) !== count)
      throw new Misdeclared(`${name} has ${count} partitions, but its stream has ${partitions.get(stream)}`);
    partitions.set(stream, count);
    byType.set(type, reaction);
  }
  return byType;
};

/** The streams on which these messages stand. */
export const streamsWith = (contracts: readonly Stands[]): string[] => [
  ...new Set(contracts.flatMap(streamsOf).map(streamKey)),
];

type Stands = Parameters<typeof streamsOf>[0];
