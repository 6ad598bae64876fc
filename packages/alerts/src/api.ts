import { Id } from '@obey/contracts';
import { PageOf, PageQuery, page, type Route, refuse, route } from '@obey/service-kit';
import Type from 'typebox';
import type { Alert, Place } from './alert.js';
import type { Config } from './config.js';
import type { Live } from './live.js';
import type { Store } from './store.js';
import { alertStream } from './stream.js';
import { AlertView, viewOf } from './view.js';

interface Deps {
  readonly store: Store;
  readonly live: Live;
  readonly config: Pick<Config, 'STREAM_RETRY' | 'STREAM_BUFFER'>;
}

const ListQuery = Type.Object({
  ...PageQuery.properties,
  unread: Type.Optional(Type.Boolean({ description: 'Only those that are unread' })),
});

export const routes = ({ store, live, config }: Deps): Route[] => [
  route({
    method: 'GET',
    path: '/alerts',
    summary: 'Your alerts, newest first',
    access: 'user',
    query: ListQuery,
    answers: { 200: PageOf(AlertView) },
    handle: async ({ user, query: { unread = false, ...query } }) => {
      const { items, ...ends } = await page(query, {
        of: ['alerts', user.id, unread],
        placeOf: ({ raisedAt, _id }: Alert) => [raisedAt.getTime(), _id],
        fetch: ({ from, direction, limit }) =>
          store.list(user.id, { unread, from: from && readPlace(from), direction, limit }),
      });
      return { status: 200, body: { items: items.map(viewOf), ...ends } };
    },
  }),

  route({
    method: 'GET',
    path: '/alerts/unread-count',
    summary: 'How many alerts are unread',
    access: 'user',
    answers: { 200: Type.Object({ count: Type.Integer({ minimum: 0 }) }) },
    handle: async ({ user }) => ({ status: 200, body: { count: await store.unreadCount(user.id) } }),
  }),

  route({
    method: 'PUT',
    path: '/alerts/:id/read',
    summary: 'Mark an alert as read',
    access: 'user',
    params: Type.Object({ id: Id }),
    answers: { 204: null },
    handle: async ({ user, params: { id } }) => {
      if (await store.markRead(user.id, id)) return { status: 204 };
      return refuse('not-found', 'alerts.no-such-alert', `You have no alert ${id}`);
    },
  }),

  route({
    method: 'PUT',
    path: '/alerts/read',
    summary: 'Mark all alerts as read',
    access: 'user',
    answers: { 204: null },
    handle: async ({ user }) => {
      await store.markAllRead(user.id);
      return { status: 204 };
    },
  }),

  route({
    method: 'GET',
    path: '/alerts/stream',
    summary: 'Alerts as they are raised',
    description:
      'Server-sent events: `event: alert`, and as data the alert as in the list. Resumes after the event named by `Last-Event-ID`; an alert that grew meanwhile comes again.',
    access: 'user',
    answers: { 200: { contentType: 'text/event-stream' } },
    handle: ({ user, log, ctx }) => {
      const lastEventId = ctx.get('Last-Event-ID') || undefined;
      const { STREAM_RETRY: retryMs, STREAM_BUFFER: buffer } = config;
      const onTrouble = (err: unknown) => log.warn({ err }, 'A stream could not be resumed');
      const body = alertStream({ store, live, retryMs, buffer }, { userId: user.id, lastEventId, onTrouble });
      const headers = { 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' };
      return { status: 200, type: 'text/event-stream', headers, body };
    },
  }),
];

const readPlace = ([at, _id]: readonly unknown[]): Place => {
  const raisedAt = new Date(typeof at === 'number' ? at : Number.NaN);
  if (!Number.isNaN(raisedAt.getTime()) && typeof _id === 'string') return { raisedAt, _id };
  return refuse('invalid', 'cursor.invalid', 'The cursor is not of this list; begin again without it');
};
