import type { Contract, Kind } from './contract.js';

/** One partition of one stream: `events:{auth:3}`. What stands in braces is the hash tag of a Redis Cluster. */
export interface StreamName {
  readonly kind: Kind;
  readonly owner: string;
  readonly partition: number;
}

const prefix: Record<Kind, string> = { notification: 'events', command: 'commands', request: 'requests' };

const kinds: readonly Kind[] = ['notification', 'command', 'request'];

/** Every consumer inside a group has this name, whoever owns the partition: a new owner finds what is pending. */
export const consumer = 'o';

/** The first field of a stream entry: the message as JSON. */
export const eventField = 'event';
/** The second, on entries that were put back for one group only: that group. */
export const groupField = 'group';

const tag = ({ owner, partition }: StreamName) => `{${owner}:${partition}}`;

/** What follows is built from stream keys, and keeps their hash tags: one script may use them together. */
export const streamKey = (stream: StreamName) => `${prefix[stream.kind]}:${tag(stream)}`;

/** Finds the streams of all owners, of every kind, among the keys of Redis (SCAN … MATCH). */
export const streamPatterns: readonly string[] = Object.values(prefix).map((kind) => `${kind}:{*`);

/** What `streamKey` built; undefined for any other key. */
export const parseStreamKey = (key: string): StreamName | undefined => {
  const [, first, owner, partition] = /^(\w+):\{(.+):(\d+)\}$/.exec(key) ?? [];
  const kind = kinds.find((one) => prefix[one] === first);
  return kind && owner !== undefined ? { kind, owner, partition: Number(partition) } : undefined;
};

/** All partitions together, by a name of their own: `events:auth`. */
export const familyOf = ({ kind, owner }: Pick<StreamName, 'kind' | 'owner'>) => `${prefix[kind]}:${owner}`;

export const leaseKey = (stream: string, group: string) => `lease:${stream}:${group}`;
export const epochKey = (stream: string, group: string) => `epoch:${stream}:${group}`;

/** How far a group is with what the stream no longer holds (hash). */
export const rebuildKey = (stream: string, group: string) => `rebuild:${stream}:${group}`;
/** How often what is being played again to a group was begun, by the ids of the entries (hash). */
export const rebuildBegunKey = (stream: string, group: string) => `rebuild:${stream}:${group}:begun`;

/** The ids of messages that are to be added to the stream later (sorted set, by the time in ms) … */
export const laterKey = (stream: string) => `later:${stream}`;
/** … and their JSON (hash). */
export const laterMessagesKey = (stream: string) => `later:${stream}:messages`;

/** Set while it is nobody's turn to trim the stream. */
export const trimmedKey = (stream: string) => `trimmed:${stream}`;

/** The dead letters of a group: `dead:{content:0}:alerts`, for all kinds of stream with that tag. */
export const deadLetterKey = (stream: string, group: string) => `dead:${tagOf(stream)}:${group}`;
export const discardedKey = (stream: string, group: string) => `discarded:${tagOf(stream)}:${group}`;

/** The group of a key that `deadLetterKey` built. */
export const groupOfDeadLetters = (key: string) => key.slice(key.lastIndexOf('}:') + 2);

/** Finds the dead letters of all groups, as `streamPatterns` finds streams. */
export const deadLetterPattern = 'dead:{*';

const tagOf = (stream: string) => stream.slice(stream.indexOf('{'), stream.lastIndexOf('}') + 1);

/** The members of a group by the time their heartbeat ends (sorted set). */
export const membersKey = (group: string) => `members:{${group}}`;

/** Wakes the members of a group when somebody comes, leaves or releases a partition (stream). */
export const noticesKey = (group: string) => `notices:{${group}}`;

/** The answers that one instance waits for (stream). */
export const repliesKey = (instance: string) => `replies:{${instance}}`;

/** How the reactions of one service went (stream). */
export const reportsKey = (service: string) => `reports:{${service}}`;
export const isReportsKey = (stream: string) => stream.startsWith('reports:{');

/** What the running instances say of themselves (hash), and when that ends (sorted set). */
export const instancesKey = 'topology:{instances}';
export const instancesAliveKey = 'topology:{instances}:alive';
/** What each service declares that it says, asks and reacts to (hash); stays while none of it runs. */
export const servicesKey = 'topology:{instances}:services';

/** The partitions of the stream that a contract's messages stand on. */
export const streamsOf = ({
  kind,
  owner,
  partitions,
}: Pick<Contract, 'kind' | 'owner' | 'partitions'>): StreamName[] =>
  Array.from({ length: partitions }, (_, partition) => ({ kind, owner, partition }));

/** FNV-1a, 32 bits, over UTF-8: any language can find the partition of a subject. */
export const partitionOf = (subject: string, partitions: number): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < subject.length; at++) {
    const code = subject.charCodeAt(at);
    if (code > 0x7f) return hashOfBytes(Buffer.from(subject, 'utf8')) % partitions;
    hash = Math.imul(hash ^ code, 0x01000193);
  }
  return (hash >>> 0) % partitions;
};

const hashOfBytes = (bytes: Buffer): number => {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
};

const keysOf = new WeakMap<Contract, readonly string[]>();

/** The key of the stream on which a message of this subject stands. */
export const streamKeyFor = (contract: Contract, subject: string): string => {
  const known = keysOf.get(contract);
  const keys = known ?? streamsOf(contract).map(streamKey);
  if (!known) keysOf.set(contract, keys);
  return keys[partitionOf(subject, contract.partitions)] ?? '';
};
