import type { User as PublicUser } from '@obey/contracts';
import { type Ban, isBanned } from './bans.js';
import { nicknameKey } from './nicknames.js';
import { rightsOf } from './roles.js';

/** A user as stored. Every change of it raises `version` by one. */
export interface User {
  readonly _id: string;
  readonly version: number;
  readonly nickname: string;
  /** Unique; see `nicknameKey`. */
  readonly nicknameKey: string;
  /** Unique, normalised. */
  readonly email: string;
  readonly passwordHash: string;
  readonly roles: readonly string[];
  readonly ban: Ban | null;
  readonly createdAt: Date;
}

interface Beginning {
  readonly userId: string;
  readonly nickname: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly roles: readonly string[];
}

export const newUser = ({ userId, nickname, ...rest }: Beginning, now: Date): User => ({
  _id: userId,
  version: 1,
  nickname,
  nicknameKey: nicknameKey(nickname),
  ban: null,
  createdAt: now,
  ...rest,
});

/** All that other services may know of a user. */
export const publicUser = (user: User, now: Date): PublicUser => {
  const { rank, permissions } = rightsOf(user.roles);
  return {
    userId: user._id,
    version: user.version,
    nickname: user.nickname,
    email: user.email,
    rank,
    roles: [...user.roles],
    permissions: [...permissions],
    banned: isBanned(user, now),
  };
};

/** The user under a new nickname; the very same user if it is theirs already. */
export const renamed = (user: User, nickname: string): User =>
  user.nickname === nickname ? user : { ...user, nickname, nicknameKey: nicknameKey(nickname) };
