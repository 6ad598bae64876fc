export type { Inspected } from './inspect.js';
export type { Replica, ReplicaField } from './replica.js';
export { createUserReplica, type UserReplica, type UserReplicaOptions } from './user-replica.js';
