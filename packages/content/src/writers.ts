import { AskFailed, AskTimeout } from '@obey/choreography';
import { type Rights, refuse, type User } from '@obey/service-kit';
import type { Deps } from './deps.js';
import { checkNotMuted, findMute } from './muted.js';
import { mayIn, type Place } from './places.js';
import type { Users, Writer } from './users.js';
import type { Viewer } from './visible.js';

/** Whoever asks, by their token: it is void as soon as it says too much. */
export const viewerOf = (user: User | undefined): Viewer =>
  user && { userId: user.id, rank: user.rank, permissions: user.permissions };

/**
 * Who writes, as the replica knows them: what was taken from a user counts here before their token ends. A token
 * that is newer has the replica brought up to date first. Every write begins here. Refuses those who are banned, muted or
 * unknown, those without the permission, and, as long as auth does not answer, those not cached: nobody gains a right by
 * auth's absence.
 */
export const writerOf = async (
  { users, store }: Pick<Deps, 'users' | 'store'>,
  user: User,
  permission?: string,
): Promise<Writer> => {
  const [known, mute] = await Promise.all([
    fetchUser(users, user.id, user.version),
    findMute(store, user.id),
  ]);
  if (known === null)
    return refuse('forbidden', 'content.no-such-user', 'This account does not exist any more');
  const writer = known.version < user.version ? commonRights(known, user) : known;
  if (writer.banned) return refuse('forbidden', 'content.banned', 'You are banned, and can read only');
  checkNotMuted(mute);
  if (permission !== undefined && !may(writer, permission))
    return refuse('forbidden', 'permission.missing', `This needs the permission ${permission}`);
  return writer;
};

/** What both give: a replica that is older may have what was taken away since, and a token does not count alone. */
export const commonRights = (known: Writer, { rank, permissions }: Rights): Writer => ({
  ...known,
  rank: Math.min(known.rank, rank),
  permissions: known.permissions.filter((permission) => permissions.includes(permission)),
});

/** Refuses who may read in this place, but not write. */
export const checkMayWrite = (writer: Writer, place: Place): void => {
  if (mayIn(place, 'write', writer)) return;
  refuse('forbidden', 'content.read-only', 'You can read here, but not write');
};

export const may = ({ permissions }: Pick<Writer, 'permissions'>, permission: string): boolean =>
  permissions.includes(permission);

/**
 * The user by the replica, in this version or a newer one where auth gives that in time; null if there is none. Refuses
 * as 'unavailable' while only auth knows, and is away.
 */
export const fetchUser = async (users: Users, userId: string, atLeast?: number) => {
  try {
    return await users.get(userId, atLeast);
  } catch (cause) {
    if (!(cause instanceof AskTimeout || cause instanceof AskFailed)) throw cause;
    const detail = 'It cannot be checked now whether you may write; try again in a few seconds';
    return refuse('unavailable', 'content.user-unknown', detail, { retryAfterSeconds: 5, cause });
  }
};
