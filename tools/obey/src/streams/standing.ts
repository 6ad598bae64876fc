import type { DeadLetter, ServiceDescription } from '@obey/choreography';
import { type Connection, compareIds, pendingOf, timeOfEntry } from '@obey/choreography/inspection';
import type { Seen } from './entries.js';
import { lettersOf } from './letters.js';
import { type GroupView, lookAtGroups } from './look.js';
import { ownerOf } from './owners.js';

/** How a message stands with one group. */
export type Standing = { readonly group: string } & (
  | { readonly state: 'waiting' | 'handled' | 'ignored' | 'not for it' }
  | {
      readonly state: 'pending';
      readonly owner: string | undefined;
      readonly idleMs: number;
      readonly deliveries: number;
    }
  | {
      readonly state: 'dead';
      readonly letter: string;
      readonly died: Date;
      readonly attempts: number;
      readonly code: string;
      readonly error: string;
    }
);

/** Of the dead letters that came after a message, so many are looked through for it. */
const mostLetters = 1_000;

/** Tells how messages stand with the groups of their streams; what a stream's groups are is read once. */
export const createStandings = (redis: Connection, topology: readonly ServiceDescription[]) => {
  const groups = new Map<string, Promise<readonly GroupView[]>>();
  const groupsOf = (stream: string) => {
    const known = groups.get(stream) ?? lookAtGroups(redis, stream);
    groups.set(stream, known);
    return known;
  };
  const reacts = (group: string, type: string | undefined) =>
    topology.find(({ service }) => service === group)?.reactsTo.some((one) => one.type === type);

  const standingWith = async (
    { stream, entry, onlyFor, message }: Seen,
    { group, lastDelivered }: GroupView,
  ): Promise<Standing> => {
    if (onlyFor !== undefined && onlyFor !== group) return { group, state: 'not for it' };
    // Where nobody has declared what the group reacts to, it is taken to react to all.
    if (reacts(group, message?.type) === false) return { group, state: 'ignored' };
    if (compareIds(entry, lastDelivered) > 0) return { group, state: 'waiting' };
    const [pending] = pendingOf(await redis.call('XPENDING', stream, group, entry, entry, 1));
    if (pending) {
      const { idleMs, deliveries } = pending;
      return { group, state: 'pending', owner: await ownerOf(redis, stream, group), idleMs, deliveries };
    }
    const dead = await letterFor(redis, { stream, group, entry });
    if (!dead) return { group, state: 'handled' };
    const { id: letter, died, attempts, code, error } = dead;
    return { group, state: 'dead', letter, died, attempts, code, error };
  };

  return async (one: Seen): Promise<Standing[]> =>
    Promise.all((await groupsOf(one.stream)).map((view) => standingWith(one, view)));
};

const letterFor = async (
  redis: Connection,
  { stream, group, entry }: { readonly stream: string; readonly group: string; readonly entry: string },
): Promise<DeadLetter | undefined> => {
  let read = 0;
  // A letter is written after the entry that it is about.
  const from = `${Math.max(0, timeOfEntry(entry).getTime() - 1)}-0`;
  for await (const letter of lettersOf(redis, stream, group, from)) {
    read += 1;
    if (letter.entry === entry) return letter;
    if (read >= mostLetters) return undefined;
  }
  return undefined;
};

/** Whether something is still to come of it, or went wrong. */
export const isOpen = ({ state }: Standing) => state === 'waiting' || state === 'pending' || state === 'dead';
