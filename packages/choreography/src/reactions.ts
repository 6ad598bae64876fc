import { Misdeclared } from './errors.js';
import { streamKey, streamsOf } from './names.js';
import type { Reaction } from './reaction.js';

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

/** The streams that the reactions hear. */
export const heard = (reactions: readonly Reaction[]): string[] => [
  ...new Set(reactions.flatMap(({ contract }) => streamsOf(contract)).map(streamKey)),
];
