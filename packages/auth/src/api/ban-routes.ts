import { Id, Time } from '@obey/contracts';
import { type Route, route } from '@obey/service-kit';
import Type from 'typebox';
import { BanReason } from '../bans.js';
import type { Deps } from '../deps.js';
import { banUser, unbanUser } from './ban.js';
import { acting } from './documented.js';

const access = { permission: 'users.ban' };
const params = Type.Object({ id: Id });

export const banRoutes = (deps: Deps): Route[] => {
  const ban = banUser(deps);
  const unban = unbanUser(deps);
  return [
    route({
      method: 'PUT',
      path: '/auth/users/:id/ban',
      operation: 'banUser',
      summary: 'Ban a user',
      description: 'For good, or until a time. Only users of a lower rank than one’s own can be banned.',
      access,
      params,
      body: Type.Object({
        reason: BanReason,
        until: Type.Optional(Time),
      }),
      answers: { 204: null },
      refuses: [...acting, { 409: ['auth.last-administrator'] }],
      handle: async ({ user, params: { id }, body, cause, log }) => {
        await ban({ actorId: user.id, userId: id, now: new Date(), cause, log }, body);
        return { status: 204 };
      },
    }),
    route({
      method: 'DELETE',
      path: '/auth/users/:id/ban',
      operation: 'unbanUser',
      summary: 'Lift a ban',
      access,
      params,
      answers: { 204: null },
      refuses: acting,
      handle: async ({ user, params: { id }, cause, log }) => {
        await unban({ actorId: user.id, userId: id, now: new Date(), cause, log });
        return { status: 204 };
      },
    }),
  ];
};
