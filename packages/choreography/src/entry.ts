import { decode } from './cloud-event.js';
import { compareIds } from './entry-ids.js';
import { Undecodable } from './errors.js';
import type { Lease } from './lease.js';
import type { Message } from './message.js';
import type { Room, Waiting } from './room.js';
import type { RawEntry } from './transport.js';

/** One partition while this instance owns it. */
export interface Partition {
  readonly stream: string;
  readonly lease: Lease;
  /** Aborted when nothing new may begin here: the partition is handed over, or its lease is lost. */
  readonly ending: AbortController;
  readonly room: Room;
  /** Up to this entry messages are played again to this group. */
  replayedUntil?: string;
  /** The last entry that was read: what comes after it is new. */
  lastRead: string;
  /**
   * `in doubt`: a read may have taken entries unseen, or may do so yet. `behind`: there is more to read than
   * was taken, so there is nothing to wait for.
   */
  state: 'in doubt' | 'recovering' | 'behind' | 'reading';
}

/** What stands in an entry, as far as it can be read. */
export type Body =
  | { readonly json: string; readonly message: Message }
  | { readonly json: string | undefined; readonly message: undefined; readonly error: unknown };

/** One entry on its way through the lanes. */
export interface Entry extends Waiting {
  readonly partition: Partition;
  /** Put back by an operator for this group, for another, or neither. */
  readonly onlyFor: string | undefined;
  /** It comes out of an archive, and is not on the stream. */
  readonly isArchived: boolean;
  /** Times that it was delivered before, without having been settled; 0 for a new entry. */
  readonly deliveries: number;
  /** What may have been said because of it was said at or after this time (ms). */
  readonly deliveredAt: number;
  body: Body | undefined;
}

export const entryOf = (
  partition: Partition,
  raw: RawEntry,
  { deliveries, deliveredAt }: Pick<Entry, 'deliveries' | 'deliveredAt'>,
): Entry => {
  const body = bodyIn(partition, raw);
  return {
    partition,
    id: raw.id,
    lane: `${partition.stream} ${body.message?.subject ?? raw.id}`,
    onlyFor: raw.onlyFor,
    isArchived: raw.isArchived ?? false,
    deliveries,
    deliveredAt,
    body,
    begun: false,
    parked: false,
  };
};

/** The body of an entry of this partition, as the group that owns it should take it. */
export const bodyIn = ({ replayedUntil }: Partition, raw: RawEntry): Body => {
  const body = bodyOf(raw);
  if (replayedUntil === undefined || !body.message || compareIds(raw.id, replayedUntil) > 0) return body;
  return { json: body.json, message: { ...body.message, replayed: true } };
};

export const bodyOf = ({ json }: RawEntry): Body => {
  try {
    if (json === undefined) throw new Undecodable('its fields are gone, or hold no event');
    return { json, message: decode(json) };
  } catch (error) {
    return { json, message: undefined, error };
  }
};

/** Whether work may be begun or tried again on this partition. */
export const mayWork = ({ ending, lease }: Partition) => !ending.signal.aborted && lease.holds();
