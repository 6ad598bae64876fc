import { PageOf, PageQuery, type Route, route } from '@obey/service-kit';
import Type from 'typebox';
import type { Deps } from '../deps.js';
import { highestRank } from '../roles.js';
import { noAccount } from './documented.js';
import { Permission, RoleName } from './rights-shapes.js';
import { listRoles, putRole, shownRole } from './roles.js';

const ShownRole = Type.Object(
  {
    name: Type.String(),
    rank: Type.Integer({ minimum: 0 }),
    permissions: Type.Array(Type.String()),
  },
  { title: 'Role' },
);

export const rolesRoutes = (deps: Deps): Route[] => {
  const list = listRoles(deps);
  const put = putRole(deps);
  return [
    route({
      method: 'GET',
      path: '/auth/roles',
      summary: 'List the roles by name',
      access: { permission: 'roles.read' },
      query: PageQuery,
      answers: { 200: PageOf(ShownRole) },
      handle: async ({ query }) => {
        const found = await list(query);
        return { status: 200, body: { ...found, items: found.items.map(shownRole) } };
      },
    }),
    route({
      method: 'PUT',
      path: '/auth/roles/:role',
      summary: 'Make a role, or change it for all who hold it',
      description:
        'Only below one’s own rank, before and after, and only with what one holds oneself. The role administrator ' +
        'stays as it is.',
      access: { permission: 'roles.manage' },
      params: Type.Object({ role: RoleName }),
      body: Type.Object({
        rank: Type.Integer({ minimum: 0, maximum: highestRank - 1 }),
        permissions: Type.Array(Permission, { uniqueItems: true }),
      }),
      answers: { 200: ShownRole, 201: ShownRole },
      refuses: [
        noAccount,
        {
          403: ['auth.role-fixed', 'auth.role-too-high', 'auth.permission-not-held'],
          409: ['auth.too-many-roles'],
        },
      ],
      handle: async ({ user, params, body, cause, log }) => {
        const { role, isNew } = await put(params.role, body, { actorId: user.id, cause, log });
        return isNew ? { status: 201, body: shownRole(role) } : { status: 200, body: shownRole(role) };
      },
    }),
  ];
};
