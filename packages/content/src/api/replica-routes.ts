import { type Route, route } from '@obey/service-kit';
import type { Deps } from '../deps.js';
import { ReplicaShape, readReplicas, showReplica } from '../replicas.js';
import { idParams as params } from './answers.js';

/** How this service knows its users, for operators. */
export const replicaRoutes = ({ users }: Deps): readonly Route[] => [
  route({
    method: 'GET',
    path: '/content/replicas/:id',
    summary: 'Read the replica of a user as it is here, with its version, age and source',
    access: { permission: readReplicas },
    params,
    answers: { 200: ReplicaShape },
    refuses: { 404: ['content.no-such-replica'] },
    handle: async ({ params: { id } }) => ({ status: 200, body: await showReplica(users, id, new Date()) }),
  }),
];
