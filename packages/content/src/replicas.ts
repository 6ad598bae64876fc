import { Id, Time } from '@obey/contracts';
import { refuse } from '@obey/service-kit';
import type { Inspected } from '@obey/user-replica';
import Type, { type Static } from 'typebox';
import type { Field, Users } from './users.js';

/** The permission to see how this service knows a user. */
export const readReplicas = 'replicas.read';

export const ReplicaShape = Type.Object({
  userId: Id,
  version: Type.Integer({ minimum: 1 }),
  nickname: Type.String(),
  rank: Type.Integer({ minimum: 0 }),
  permissions: Type.Array(Type.String()),
  banned: Type.Boolean(),
  source: Type.Union([Type.Literal('told'), Type.Literal('asked')], {
    description: 'By what auth confirmed it last: it told of a change, or was asked',
  }),
  confirmedAt: Time,
  ageMs: Type.Integer({ minimum: 0, description: 'Milliseconds since then' }),
  heldIn: Type.Array(Type.Union([Type.Literal('memory'), Type.Literal('redis')]), {
    description: 'Where this version is: in the memory of the instance that answers, in the Redis of all',
  }),
});

/** The replica of a user as it is here, however old: auth is not asked. */
export const showReplica = async (users: Users, userId: string, now: Date) => {
  const found = await users.inspect(userId);
  if (found) return replicaView(found, now);
  return refuse('not-found', 'content.no-such-replica', `The user ${userId} is not known here`);
};

const sources = { event: 'told', answer: 'asked' } as const;

const replicaView = (
  { replica, source, at, heldIn }: Inspected<Field>,
  now: Date,
): Static<typeof ReplicaShape> => ({
  ...replica,
  source: sources[source],
  confirmedAt: new Date(at).toISOString(),
  ageMs: Math.max(0, now.getTime() - at),
  heldIn: [...heldIn],
});
