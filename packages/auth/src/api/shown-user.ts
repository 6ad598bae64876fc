import { Id, Time } from '@obey/contracts';
import Type, { type Static } from 'typebox';
import { publicUser, type User } from '../users.js';

/** A user as they see themselves. */
export const ShownUser = Type.Object(
  {
    id: Id,
    version: Type.Integer({ minimum: 1 }),
    nickname: Type.String(),
    email: Type.String(),
    rank: Type.Integer({ minimum: 0 }),
    roles: Type.Array(Type.String()),
    permissions: Type.Array(Type.String()),
    banned: Type.Boolean(),
    createdAt: Time,
  },
  { title: 'User' },
);

export const shownUser = (user: User, now: Date): Static<typeof ShownUser> => {
  const { userId, ...rest } = publicUser(user, now);
  return { id: userId, ...rest, createdAt: user.createdAt.toISOString() };
};
