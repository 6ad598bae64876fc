import { AskFailed, AskTimeout } from '@obey/choreography';
import { refuse, type User } from '@obey/service-kit';
import type { Replica, UserReplica } from '@obey/user-replica';

/** What content keeps of a user. */
export const replicaFields = ['nickname', 'rank', 'permissions', 'banned'] as const;

type Field = (typeof replicaFields)[number];
export type Users = UserReplica<Field>;
export type Writer = Replica<Field>;

/**
 * Who writes, as the replica knows them: what was taken from a user counts here before their token ends.
 * Refuses those who are banned or unknown, those without the permission, and, as long as auth does not
 * answer, those not cached: nobody gains a right by auth's absence.
 */
export const writerOf = async (users: Users, { id }: User, permission?: string): Promise<Writer> => {
  const writer = await fetchWriter(users, id);
  if (writer === null)
    return refuse('forbidden', 'content.no-such-user', 'This account does not exist any more');
  if (writer.banned) return refuse('forbidden', 'content.banned', 'You are banned, and can read only');
  if (permission !== undefined && !may(writer, permission))
    return refuse('forbidden', 'permission.missing', `This needs the permission ${permission}`);
  return writer;
};

export const may = ({ permissions }: Pick<Writer, 'permissions'>, permission: string): boolean =>
  permissions.includes(permission);

const fetchWriter = async (users: Users, userId: string) => {
  try {
    return await users.get(userId);
  } catch (cause) {
    if (!(cause instanceof AskTimeout || cause instanceof AskFailed)) throw cause;
    const detail = 'It cannot be checked now whether you may write; try again in a few seconds';
    return refuse('unavailable', 'content.user-unknown', detail, { retryAfterSeconds: 5, cause });
  }
};
