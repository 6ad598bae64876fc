import { nicknameKey, type User as PublicUser } from '@obey/contracts';
import { type Ban, isBanned } from './bans.js';
import { nicknameLook } from './nicknames.js';
import { type Holder, type Rights, rightsOf } from './rights.js';
import type { RoleBook } from './roles.js';

/** A user as stored. Every change of it raises `version` by one. */
export interface StoredUser extends Holder {
  readonly _id: string;
  readonly version: number;
  readonly nickname: string;
  /** Unique; see `nicknameKey`. */
  readonly nicknameKey: string;
  /** Unique; see `nicknameLook`. Absent where an older auth named the user. */
  readonly nicknameLook?: string;
  /** Unique, normalised. */
  readonly email: string;
  readonly passwordHash: string;
  /** Rises with every new password; see `passwordVersionOf`. */
  readonly passwordVersion?: number;
  /** The session that outlived the last change of the password, if one did. */
  readonly keptSession?: string | null;
  readonly ban: Ban | null;
  readonly createdAt: Date;
  /** The version of the roles that their rights were last told by; see `RoleBook`. */
  readonly book: number;
  /** Where the user was imported from. */
  readonly imported?: Imported;
}

export interface Imported {
  /** Unique; see `sourceKey`. */
  readonly key: string;
  /** Tells the record that the user was made of from others. */
  readonly digest: string;
}

/** A user with the rights that follow, when it was read, from their roles, grants and denials. */
export interface User extends StoredUser {
  readonly rights: Rights;
}

interface Beginning {
  readonly userId: string;
  readonly nickname: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly roles: readonly string[];
}

export const newUser = ({ userId, nickname, ...rest }: Beginning, now: Date): StoredUser => ({
  _id: userId,
  version: 1,
  nickname,
  nicknameKey: nicknameKey(nickname),
  nicknameLook: nicknameLook(nickname),
  grants: [],
  denials: [],
  ban: null,
  createdAt: now,
  book: 0,
  ...rest,
});

/** What users have whom auth stored before it knew of grants, denials, and versions of the roles. */
const atFirst = { grants: [], denials: [], book: 0 };

export const withRights = (stored: StoredUser, book: Pick<RoleBook, 'roles'>): User => {
  const user = { ...atFirst, ...stored };
  return { ...user, rights: rightsOf(user, book) };
};

/** What is stored of a user: the rights follow from it. */
export const withoutRights = (user: StoredUser & { readonly rights?: Rights }): StoredUser => {
  const { rights, ...stored } = user;
  return stored;
};

/** All that other services may know of a user. */
export const publicUser = (user: User, now: Date): PublicUser => {
  const { rank, permissions } = user.rights;
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
  user.nickname === nickname
    ? user
    : { ...user, nickname, nicknameKey: nicknameKey(nickname), nicknameLook: nicknameLook(nickname) };
