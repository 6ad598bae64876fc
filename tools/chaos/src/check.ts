import { findOrderBreaks } from './order.js';
import { findOverlaps, findPastOwners } from './owners.js';
import type { Handling, LogRecord, Publishing } from './records.js';
import { takeovers } from './takeovers.js';

/** What the logs of a run come to. Lists name each case, so that it can be looked up in the logs. */
export interface Findings {
  readonly published: number;
  /** Messages that a handler has ended without an error, at least once. */
  readonly handled: number;
  /** Published, and never begun. */
  readonly lost: readonly string[];
  /** Begun, and never ended by anybody. */
  readonly unfinished: readonly string[];
  /** Ended, and what should have followed from it was never said. */
  readonly unsaid: readonly string[];
  readonly orderBreaks: readonly string[];
  /** Begun under an epoch after another was begun in the same partition under a greater one. */
  readonly pastOwners: readonly string[];
  /** Handlers that still ran when the next owner of their partition began its first. */
  readonly overlaps: number;
  /** Messages begun more than once. */
  readonly deliveredTwice: number;
  /** Follow-ups that stand on their stream more than once. */
  readonly saidTwice: number;
  /** Milliseconds, one for each partition that was taken over. */
  readonly takeoversAfterKill: readonly number[];
  readonly takeoversAfterLeaving: readonly number[];
}

/**
 * Finds every fault that a run's records show. They may come in any order; nothing is read or written.
 * `followed` has the id of the cause of each follow-up that was said.
 */
export const check = (unsorted: readonly LogRecord[], followed: readonly string[]): Findings => {
  const records = unsorted.toSorted((a, b) => a.at - b.at);
  const published = records.filter((record): record is Publishing => record.kind === 'published');
  const handlings = records.filter(
    (record): record is Handling => record.kind === 'start' || record.kind === 'end',
  );
  const starts = handlings.filter(({ kind }) => kind === 'start');
  const ended = new Set(handlings.filter(({ kind }) => kind === 'end').map(({ id }) => id));
  const begun = new Map<string, number>();
  for (const { id } of starts) begun.set(id, (begun.get(id) ?? 0) + 1);
  const named = new Map([...published, ...starts].map((record) => [record.id, nameOf(record)]));
  const causes = new Set(followed);
  const nameOfId = (id: string) => named.get(id) ?? id;
  return {
    published: published.length,
    handled: ended.size,
    lost: published.filter(({ id }) => !begun.has(id)).map(nameOf),
    unfinished: [...begun.keys()].filter((id) => !ended.has(id)).map(nameOfId),
    unsaid: [...ended].filter((id) => !causes.has(id)).map(nameOfId),
    orderBreaks: findOrderBreaks(handlings),
    pastOwners: findPastOwners(starts),
    overlaps: findOverlaps(records).length,
    deliveredTwice: [...begun.values()].filter((times) => times > 1).length,
    saidTwice: followed.length - causes.size,
    takeoversAfterKill: takeovers(records, 'killed'),
    takeoversAfterLeaving: takeovers(records, 'leaving'),
  };
};

const nameOf = ({ subject, step, id }: { subject: string; step: number; id: string }) =>
  `${subject} step ${step} (${id})`;
