import { Id, Time } from '@obey/contracts';
import { PageOf, PageQuery, page, type Route, route } from '@obey/service-kit';
import Type, { type Static } from 'typebox';
import type { Deps } from '../deps.js';
import type { Session } from '../sessions.js';
import { revokeSessions } from './sessions.js';

const ShownSession = Type.Object(
  {
    id: Id,
    startedAt: Time,
    /** When it was begun or last refreshed. */
    lastUsedAt: Time,
    /** When it ends if it is not refreshed before. */
    expiresAt: Time,
    current: Type.Boolean(),
    client: Type.Union([Type.String(), Type.Null()], {
      description: 'What the client that began it said it was (User-Agent); null where it said nothing',
    }),
    address: Type.Union([Type.String(), Type.Null()], {
      description: 'The network address that it was begun from; null where that is not known',
    }),
  },
  { title: 'Session' },
);

const shownSession = (session: Session, currentId: string): Static<typeof ShownSession> => ({
  id: session.id,
  startedAt: session.startedAt.toISOString(),
  lastUsedAt: session.lastUsedAt.toISOString(),
  expiresAt: session.expiresAt.toISOString(),
  current: session.id === currentId,
  client: session.client,
  address: session.address,
});

/** A user's own sessions: listed, and ended one by one, but one, or all. */
export const sessionRoutes = (deps: Deps): Route[] => {
  const revoke = revokeSessions(deps);
  return [
    route({
      method: 'GET',
      path: '/auth/sessions',
      summary: 'My sessions, newest first',
      access: 'user',
      query: PageQuery,
      answers: { 200: PageOf(ShownSession) },
      handle: async ({ user, query }) => {
        const { items, ...ends } = await page(query, {
          of: ['sessions', user.id],
          placeOf: ({ id }: Session) => [id],
          // Their ids are UUIDv7: the order of ids is that of their beginnings.
          fetch: async ({ from, direction, limit }) => {
            const newestFirst = (await deps.sessions.list(user.id)).sort((a, b) => (a.id < b.id ? 1 : -1));
            const ordered = direction === 'after' ? newestFirst : newestFirst.reverse();
            const place = from === undefined ? undefined : String(from[0]);
            const isBeyond = ({ id }: Session) =>
              place === undefined || (direction === 'after' ? id < place : id > place);
            return ordered.filter(isBeyond).slice(0, limit);
          },
        });
        return {
          status: 200,
          headers: { 'Cache-Control': 'no-store' },
          body: { items: items.map((session) => shownSession(session, user.sessionId)), ...ends },
        };
      },
    }),
    route({
      method: 'DELETE',
      path: '/auth/sessions/:id',
      operation: 'endSession',
      refuses: { 404: ['auth.no-such-session'] },
      summary: 'End one of my sessions',
      access: 'user',
      params: Type.Object({ id: Id }),
      answers: { 204: null },
      handle: async ({ user, params, cause, log }) => {
        await revoke.one(user, params.id, cause, log);
        return { status: 204 };
      },
    }),
    route({
      method: 'DELETE',
      path: '/auth/sessions',
      operation: 'endSessions',
      summary: 'End all my other sessions',
      description: 'With `current=true` the one that asks ends too: signed out everywhere.',
      access: 'user',
      query: Type.Object({ current: Type.Optional(Type.Boolean({ default: false })) }),
      answers: { 204: null },
      handle: async ({ user, query: { current = false }, cause, log }) => {
        await revoke.many(user, current, cause, log);
        return { status: 204 };
      },
    }),
  ];
};
