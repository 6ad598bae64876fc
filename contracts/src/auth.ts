import Type, { type Static } from 'typebox';
import { owner } from './declare.js';
import { Email, Id, Nickname, personal, Time } from './fields.js';

const auth = owner('auth');

/** All that other services may know of a user. `version` rises by one with every change. */
export const User = Type.Object({
  userId: Id,
  version: Type.Integer({ minimum: 1 }),
  nickname: Nickname,
  email: Email,
  rank: Type.Integer({ minimum: 0 }),
  roles: Type.Array(Type.String()),
  permissions: Type.Array(Type.String()),
  banned: Type.Boolean(),
});
export type User = Static<typeof User>;

export const AuthUserSignedUp = auth.notification('AuthUserSignedUp', {
  subject: 'userId',
  data: Type.Object({ userId: Id, nickname: Nickname }),
});

export const AuthUserSignedIn = auth.notification('AuthUserSignedIn', {
  subject: 'userId',
  data: Type.Object({
    userId: Id,
    nickname: Nickname,
    sessionId: Id,
    /** When the session ends by itself. */
    expiresAt: Time,
  }),
});

export const AuthUserSignedOut = auth.notification('AuthUserSignedOut', {
  subject: 'userId',
  data: Type.Object({ userId: Id, sessionId: Id }),
});

/** The whole user as it is now: a replica takes it if its `version` is newer than its own. */
export const AuthUserChanged = auth.notification('AuthUserChanged', { subject: 'userId', data: User });

export const AuthUserBanned = auth.notification('AuthUserBanned', {
  subject: 'userId',
  data: Type.Object({ userId: Id, reason: Type.String(personal('userId')), until: Type.Optional(Time) }),
});

export const AuthUserUnbanned = auth.notification('AuthUserUnbanned', {
  subject: 'userId',
  data: Type.Object({ userId: Id }),
});

/** A session ended otherwise than by signing out: by its holder from the list, a ban, a new password, or a session token used twice. */
export const AuthSessionRevoked = auth.notification('AuthSessionRevoked', {
  subject: 'userId',
  data: Type.Object({ userId: Id, sessionId: Id, reason: Type.String() }),
});

/** The user has a new password. Sessions that it ends are told one by one, by `AuthSessionRevoked`. */
export const AuthUserPasswordChanged = auth.notification('AuthUserPasswordChanged', {
  subject: 'userId',
  data: Type.Object({ userId: Id }),
});

export const AuthGetUserById = auth.request('AuthGetUserById', {
  subject: 'userId',
  data: Type.Object({ userId: Id }),
  answer: Type.Object({ user: Type.Union([User, Type.Null()]) }),
});

/** The public keys that access tokens are signed with, as a JSON Web Key Set (RFC 7517). */
export const AuthGetKeys = auth.request('AuthGetKeys', {
  data: Type.Object({}),
  answer: Type.Object({ keys: Type.Array(Type.Record(Type.String(), Type.Unknown())) }),
});
