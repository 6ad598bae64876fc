import { Id } from '@obey/contracts';
import { PageOf, PageQuery, type Route, route } from '@obey/service-kit';
import Type from 'typebox';
import type { Deps } from '../deps.js';
import { noUser } from './documented.js';
import { RoleName } from './rights-shapes.js';
import { findUser, listUsers, StaffUser } from './users.js';

const access = { permission: 'users.read' };
const headers = { 'Cache-Control': 'no-store' };

export const usersRoutes = (deps: Deps): Route[] => {
  const list = listUsers(deps);
  const find = findUser(deps);
  return [
    route({
      method: 'GET',
      path: '/auth/users',
      summary: 'List the users, the oldest account first',
      description: 'All, or those whose nickname begins so, who hold a role, who are banned now or not.',
      access,
      query: Type.Object({
        ...PageQuery.properties,
        nickname: Type.Optional(Type.String({ minLength: 1, maxLength: 32 })),
        role: Type.Optional(RoleName),
        banned: Type.Optional(Type.Boolean()),
      }),
      answers: { 200: PageOf(StaffUser) },
      handle: async ({ query }) => ({ status: 200, headers, body: await list(query) }),
    }),
    route({
      method: 'GET',
      path: '/auth/users/:id',
      summary: 'Read a user',
      access,
      params: Type.Object({ id: Id }),
      answers: { 200: StaffUser },
      refuses: noUser,
      handle: async ({ params: { id } }) => ({ status: 200, headers, body: await find(id) }),
    }),
  ];
};
