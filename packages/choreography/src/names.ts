import type { Contract, Kind } from './contract.js';

/** One partition of one stream: `events:{auth:3}`. What stands in braces is the hash tag of a Redis Cluster. */
export interface StreamName {
  readonly kind: Kind;
  readonly owner: string;
  readonly partition: number;
}

const prefix: Record<Kind, string> = { notification: 'events', command: 'commands', request: 'requests' };

/** Every consumer inside a group has this name, whoever owns the partition: a new owner finds what is pending. */
export const consumer = 'o';

/** The one field of a stream entry: the message as JSON. */
export const eventField = 'event';

const tag = ({ owner, partition }: StreamName) => `{${owner}:${partition}}`;

export const streamKey = (stream: StreamName) => `${prefix[stream.kind]}:${tag(stream)}`;

/** Same hash tag as the stream, so that moving a message there is one atomic script in a Cluster too. */
export const deadLetterKey = (stream: StreamName, group: string) => `dead:${tag(stream)}:${group}`;

export const leaseKey = (stream: StreamName, group: string) =>
  `lease:${tag(stream)}:${group}:${prefix[stream.kind]}`;

export const epochKey = (stream: StreamName, group: string) =>
  `epoch:${tag(stream)}:${group}:${prefix[stream.kind]}`;

/** The members of a group by the time their heartbeat ends (sorted set). */
export const membersKey = (group: string) => `members:{${group}}`;

/** Wakes the members of a group when somebody comes, leaves or releases a partition (stream). */
export const noticesKey = (group: string) => `notices:{${group}}`;

/** The answers that one instance waits for (stream). */
export const repliesKey = (instance: string) => `replies:{${instance}}`;

/** What the running instances say of themselves (hash), and when that ends (sorted set). */
export const instancesKey = 'topology:{instances}';
export const instancesAliveKey = 'topology:{instances}:alive';

/** The partitions of the stream that a contract's messages stand on. */
export const streamsOf = ({ kind, owner, partitions }: Contract): StreamName[] =>
  Array.from({ length: partitions }, (_, partition) => ({ kind, owner, partition }));

/** FNV-1a, 32 bits, over UTF-8: any language can find the partition of a subject. */
export const partitionOf = (subject: string, partitions: number): number => {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(subject, 'utf8')) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0) % partitions;
};

export const streamFor = ({ kind, owner, partitions }: Contract, subject: string): StreamName => ({
  kind,
  owner,
  partition: partitionOf(subject, partitions),
});
