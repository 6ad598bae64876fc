import { nicknameKey } from '@obey/contracts';
import { refuse, type Stretch } from '@obey/service-kit';
import type { Filter } from 'mongodb';
import type { StoredUser } from './users.js';

/** Which users are listed: all that is given must hold. */
export interface UserFilter {
  /** How the nickname begins, whatever its case. */
  readonly nickname?: string;
  readonly role?: string;
  readonly banned?: boolean;
}

/** The query for a stretch of the list. It goes by the id, which is as old as the user and never changes. */
export const usersQuery = (
  { nickname, role, banned }: UserFilter,
  { from, direction }: Pick<Stretch, 'from' | 'direction'>,
  now: Date,
): { readonly filter: Filter<StoredUser>; readonly sort: { readonly _id: 1 | -1 } } => {
  const conditions: Filter<StoredUser>[] = [];
  if (nickname !== undefined) conditions.push({ nicknameKey: startingWith(nicknameKey(nickname)) });
  if (role !== undefined) conditions.push({ roles: role });
  if (banned !== undefined) conditions.push(banned ? bannedAt(now) : notBannedAt(now));
  if (from !== undefined) {
    const [id] = from;
    if (typeof id !== 'string') return foreignCursor();
    conditions.push({ _id: direction === 'after' ? { $gt: id } : { $lt: id } });
  }
  return {
    filter: conditions.length > 0 ? { $and: conditions } : {},
    sort: { _id: direction === 'after' ? 1 : -1 },
  };
};

/** No text that begins so sorts behind the last code point. */
const startingWith = (beginning: string) => ({ $gte: beginning, $lt: `${beginning}\u{10ffff}` });

// The range on `ban.at` names no time: it lets the sparse index of those who were ever banned be used.
const bannedAt = (now: Date): Filter<StoredUser> => ({
  'ban.at': { $gt: new Date(0) },
  $or: [{ 'ban.until': null }, { 'ban.until': { $gt: now } }],
});

const notBannedAt = (now: Date): Filter<StoredUser> => ({
  $or: [{ ban: null }, { 'ban.until': { $lte: now } }],
});

const foreignCursor = (): never =>
  refuse('invalid', 'cursor.invalid', 'The cursor is not of this list; begin again without it');
