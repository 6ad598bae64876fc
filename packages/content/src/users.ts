import type { Replica, UserReplica } from '@obey/user-replica';

/** What content keeps of a user. */
export const replicaFields = ['nickname', 'rank', 'permissions', 'banned'] as const;

export type Field = (typeof replicaFields)[number];
export type Users = UserReplica<Field>;
export type Writer = Replica<Field>;
