import type { Lease } from './lease.js';
import type { Message } from './message.js';
import type { StreamName } from './names.js';

/** One partition while this instance owns it. */
export interface Partition {
  readonly name: StreamName;
  readonly stream: string;
  readonly lease: Lease;
  /** Aborted when nothing new may begin here: the partition is handed over, or its lease is lost. */
  readonly ending: AbortController;
  /** Entries in the lanes, by id. */
  readonly inFlight: Set<string>;
  /** The last entry that was read: what comes after it is new. */
  lastRead: string;
  state: 'recovering' | 'reading';
}

/** One entry on its way through the lanes. */
export interface Entry {
  readonly partition: Partition;
  readonly id: string;
  readonly json: string | undefined;
  readonly decoded: { readonly message: Message } | { readonly error: unknown };
  /** Times that it was delivered before, without having been settled; 0 for a new entry. */
  readonly deliveries: number;
}

/** Whether work may be begun or tried again on this partition. */
export const mayWork = ({ ending, lease }: Partition) => !ending.signal.aborted && lease.holds();

export const laneOf = ({ partition, decoded, id }: Entry) =>
  `${partition.stream} ${'message' in decoded ? decoded.message.subject : id}`;
