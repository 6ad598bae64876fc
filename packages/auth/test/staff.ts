import { AuthUserChanged } from '@obey/contracts';
import { until } from '@obey/test-servers';
import type { RoleBook } from '../src/roles.js';
import type { StoredUser } from '../src/users.js';
import { type Answer, adminEmail, call, type Forum, member, signIn } from './forum.js';

/** Requests about the rights of others, and what was said of them. */
export const staffOf = async (forum: Forum, url: string) => {
  const users = forum.db.collection<StoredUser>('users');
  const roles = forum.db.collection<RoleBook>('roles');
  const admin = await signIn(url, adminEmail);

  const send = (method: string, path: string, body?: object, token = admin.accessToken): Promise<Answer> =>
    call(method, `${url}${path}`, { token, ...(body && { body }) });

  return {
    url,
    admin,
    users,
    roles,
    send,
    giveRole: (userId: string, role: string, token?: string) =>
      send('PUT', `/auth/users/${userId}/roles/${role}`, undefined, token),
    takeRole: (userId: string, role: string, token?: string) =>
      send('DELETE', `/auth/users/${userId}/roles/${role}`, undefined, token),
    setPermission: (userId: string, permission: string, effect: string, token?: string) =>
      send('PUT', `/auth/users/${userId}/permissions/${permission}`, { effect }, token),
    clearPermission: (userId: string, permission: string, token?: string) =>
      send('DELETE', `/auth/users/${userId}/permissions/${permission}`, undefined, token),
    putRole: (name: string, body: object, token?: string) => send('PUT', `/auth/roles/${name}`, body, token),

    /** A role that the database holds, whatever the rules of the routes say. */
    storeRole: (name: string, rank: number, permissions: string[]) =>
      roles.updateOne({ _id: 'roles' }, { $push: { roles: { name, rank, permissions, version: 1 } } }),

    /** Somebody with these rights, as the database has them, signed in. */
    somebodyWith: async (rights: Partial<Pick<StoredUser, 'roles' | 'grants' | 'denials'>>) => {
      const who = await member(forum, url);
      await users.updateOne({ _id: who.id }, { $set: rights });
      return { ...who, ...(await signIn(url, who.email)) };
    },

    /** The changes told of a user, once there are so many. */
    changesOf: (userId: string, count: number) =>
      until(`${count} changes of ${userId} are told`, async () => {
        const told = await forum.said(AuthUserChanged.type);
        const found = told.filter(({ subject }) => subject === userId);
        return found.length >= count && found;
      }),
  };
};

export type Staff = Awaited<ReturnType<typeof staffOf>>;
