/**
 * What a tool needs that looks at streams beside the running services: their names, how entries are written, and
 * plain connections. Whoever reacts, publishes or asks needs none of it.
 */
export { decode } from './cloud-event.js';
export { letterOf } from './dead-letter.js';
export { compareIds, entryBefore, idBefore, timeOfEntry } from './entry-ids.js';
export {
  consumer,
  deadLetterKey,
  deadLetterPattern,
  discardedKey,
  eventField,
  familyOf,
  groupField,
  groupOfDeadLetters,
  instancesAliveKey,
  instancesKey,
  laterKey,
  leaseKey,
  membersKey,
  parseStreamKey,
  partitionOf,
  type StreamName,
  servicesKey,
  streamKey,
  streamPatterns,
  streamsOf,
} from './names.js';
export { isOutage } from './outage.js';
export { type Connection, masters, openConnection, type RedisPlace } from './redis/connection.js';
export { createDirectory } from './redis/directory.js';
export { instanceOfLease } from './redis/leases.js';
export { createLetters } from './redis/letters.js';
export { entriesOf, fieldsOf, listOf, pendingOf, streamsIn } from './redis/replies.js';
export { readTopology } from './topology.js';
