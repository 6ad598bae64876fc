import { Id } from '@obey/contracts';
import { type Request, type Route, route, type User } from '@obey/service-kit';
import Type from 'typebox';
import type { Deps } from '../deps.js';
import type { Acting } from './acting.js';
import { acting, noAccount } from './documented.js';
import { changePermissions, changeRoles, myPermissions } from './rights.js';
import { Permission, RoleName } from './rights-shapes.js';

const actingOf = ({
  user,
  params: { id },
  cause,
  log,
}: Request<{ id: string }, unknown, unknown, User>): Acting => ({
  actorId: user.id,
  userId: id,
  now: new Date(),
  cause,
  log,
});

const roleRoutes = (deps: Deps): Route[] => {
  const { grant, take } = changeRoles(deps);
  const path = '/auth/users/:id/roles/:role';
  const access = { permission: 'roles.grant' };
  const params = Type.Object({ id: Id, role: RoleName });
  return [
    route({
      method: 'PUT',
      path,
      operation: 'giveRole',
      summary: 'Give a user a role',
      description:
        'A role below one’s own rank, all of whose permissions one holds, to a user below one’s own rank. Only ' +
        'administrators make administrators.',
      access,
      params,
      answers: { 204: null },
      refuses: [
        ...acting,
        { 403: ['auth.role-too-high', 'auth.permission-not-held'], 404: ['auth.no-such-role'] },
      ],
      handle: async (request) => {
        await grant(actingOf(request), request.params.role);
        return { status: 204 };
      },
    }),
    route({
      method: 'DELETE',
      path,
      operation: 'takeRole',
      summary: 'Take a role from a user',
      description:
        'From a user below one’s own rank, or from oneself. The last administrator stays (409, auth.last-administrator).',
      access,
      params,
      answers: { 204: null },
      refuses: [
        ...acting,
        {
          403: ['auth.role-too-high', 'auth.permission-not-held'],
          404: ['auth.no-such-role'],
          409: ['auth.last-administrator'],
        },
      ],
      handle: async (request) => {
        await take(actingOf(request), request.params.role);
        return { status: 204 };
      },
    }),
  ];
};

const permissionRoutes = (deps: Deps): Route[] => {
  const { grant, deny, clear } = changePermissions(deps);
  const path = '/auth/users/:id/permissions/:permission';
  const access = { permission: 'permissions.grant' };
  const params = Type.Object({ id: Id, permission: Permission });
  return [
    route({
      method: 'PUT',
      path,
      summary: 'Grant or deny a user a permission',
      description:
        'In addition to what the user’s roles give; a denial wins over any role. One can grant only what one holds. ' +
        'A later grant or denial replaces an earlier one.',
      access,
      params,
      body: Type.Object({ effect: Type.Enum(['grant', 'deny']) }),
      answers: { 204: null },
      refuses: [...acting, { 403: ['auth.permission-not-held'], 409: ['auth.last-administrator'] }],
      handle: async (request) => {
        const change = request.body.effect === 'grant' ? grant : deny;
        await change(actingOf(request), request.params.permission);
        return { status: 204 };
      },
    }),
    route({
      method: 'DELETE',
      path,
      summary: 'Take back a grant or a denial',
      description:
        'What the user’s roles give stays. Only who holds the permission can take back the denial of it.',
      access,
      params,
      answers: { 204: null },
      refuses: [...acting, { 403: ['auth.permission-not-held'] }],
      handle: async (request) => {
        await clear(actingOf(request), request.params.permission);
        return { status: 204 };
      },
    }),
  ];
};

const Origin = Type.Object({
  permission: Type.String(),
  held: Type.Boolean(),
  roles: Type.Array(Type.String()),
  granted: Type.Boolean(),
  denied: Type.Boolean(),
});

const ownRoutes = (deps: Deps): Route[] => {
  const mine = myPermissions(deps);
  return [
    route({
      method: 'GET',
      path: '/auth/me/permissions',
      summary: 'What I may do, and why',
      description:
        'As it is now, though the access token may be older. For each permission: the roles that give it, whether it was ' +
        'granted or denied to me, and whether I hold it in the end.',
      access: 'user',
      answers: {
        200: Type.Object({
          rank: Type.Integer({ minimum: 0 }),
          roles: Type.Array(Type.Object({ name: Type.String(), rank: Type.Integer({ minimum: 0 }) })),
          permissions: Type.Array(Origin),
        }),
      },
      refuses: noAccount,
      handle: async ({ user }) => ({
        status: 200,
        headers: { 'Cache-Control': 'no-store' },
        body: await mine(user.id),
      }),
    }),
  ];
};

/** Who may do what: a user's roles and permissions. */
export const rightsRoutes = (deps: Deps): Route[] => [
  ...roleRoutes(deps),
  ...permissionRoutes(deps),
  ...ownRoutes(deps),
];
