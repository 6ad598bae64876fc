import { createUserReplica, type ReplicaField, type UserReplicaOptions } from '../../src/index.js';

/** The replica of content, patient with a machine that is busy with other tests. */
export const startReplica = <const F extends ReplicaField>(options: Omit<UserReplicaOptions<F>, 'service'>) =>
  createUserReplica<F>({ service: 'content', timeoutMs: 10_000, ...options });
