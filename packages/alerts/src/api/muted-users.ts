import { Id, Time } from '@obey/contracts';
import { PageOf, PageQuery, page, type Route, refuse, route } from '@obey/service-kit';
import Type from 'typebox';
import type { Users } from '../hearers.js';
import type { MutedUser } from '../store/muted-users.js';
import type { Store } from '../store.js';

interface Deps {
  readonly store: Pick<Store, 'mutedUsers'>;
  readonly users: Users;
}

const MutedUserView = Type.Object(
  { userId: Id, nickname: Type.Optional(Type.String()), mutedAt: Time },
  { title: 'MutedUser' },
);

/** Whom one user may have muted. */
const most = 1_000;

const ofUser = Type.Object({ userId: Id });

/** Users of whom one wants to hear nothing. What they do to oneself as moderators is told all the same. */
export const mutedUserRoutes = ({ store: { mutedUsers }, users }: Deps): Route[] => [
  route({
    method: 'GET',
    path: '/alerts/muted-users',
    summary: 'The users whom you have muted',
    access: 'user',
    query: PageQuery,
    answers: { 200: PageOf(MutedUserView) },
    handle: async ({ user, query }) => {
      const { items, ...ends } = await page<MutedUser>(query, {
        of: ['muted-users', user.id],
        placeOf: ({ mutedId }) => [mutedId],
        fetch: ({ from, ...stretch }) =>
          mutedUsers.list(user.id, { ...stretch, from: from && String(from[0]) }),
      });
      const known = await users.peek(items.map(({ mutedId }) => mutedId));
      const shown = items.map(({ mutedId, at }) => {
        const nickname = known.get(mutedId)?.nickname;
        return { userId: mutedId, ...(nickname !== undefined && { nickname }), mutedAt: at.toISOString() };
      });
      return { status: 200, body: { items: shown, ...ends } };
    },
  }),

  route({
    method: 'PUT',
    path: '/alerts/muted-users/:userId',
    summary: 'Mute a user: from now on nothing that they do raises an alert for you',
    access: 'user',
    params: ofUser,
    answers: { 204: null },
    refuses: {
      404: ['alerts.no-such-user'],
      409: ['alerts.cannot-mute-oneself', 'alerts.too-many-muted'],
    },
    handle: async ({ user, params: { userId } }) => {
      if (userId === user.id)
        return refuse('conflict', 'alerts.cannot-mute-oneself', 'Nobody can mute themselves');
      if ((await users.get(userId)) === null)
        return refuse('not-found', 'alerts.no-such-user', `There is no user ${userId}`);
      if ((await mutedUsers.countOf(user.id, most)) === most)
        return refuse(
          'conflict',
          'alerts.too-many-muted',
          `You have muted ${most} users; unmute some of them`,
        );
      await mutedUsers.mute(user.id, userId);
      return { status: 204 };
    },
  }),

  route({
    method: 'DELETE',
    path: '/alerts/muted-users/:userId',
    summary: 'Hear of a user again',
    access: 'user',
    params: ofUser,
    answers: { 204: null },
    handle: async ({ user, params: { userId } }) => {
      await mutedUsers.unmute(user.id, userId);
      return { status: 204 };
    },
  }),
];
