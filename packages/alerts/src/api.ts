import { PageOf, PageQuery, type Route, refuse, route, searchedPage, type User } from '@obey/service-kit';
import Type from 'typebox';
import type { Alert, Place } from './alert.js';
import { mutedUserRoutes } from './api/muted-users.js';
import { preferencesRoutes } from './api/preferences.js';
import { readingRoutes } from './api/reading.js';
import { unsubscribeRoutes } from './api/unsubscribe.js';
import type { Config } from './config.js';
import type { Digests } from './digests.js';
import type { Users } from './hearers.js';
import { searchShown } from './listing.js';
import type { Live } from './live.js';
import type { Shown } from './shown.js';
import type { Store } from './store.js';
import { alertStream } from './stream.js';
import type { Unread, Viewer } from './unread.js';
import type { UnsubscribeLinks } from './unsubscribe-links.js';
import { AlertView, viewOf } from './view.js';

interface Deps {
  readonly store: Store;
  readonly shown: Shown;
  readonly unread: Unread;
  readonly users: Users;
  readonly live: Live;
  readonly digests: Digests;
  readonly links: UnsubscribeLinks;
  readonly config: Pick<Config, 'STREAM_RETRY' | 'STREAM_BUFFER'>;
}

const ListQuery = Type.Object({
  ...PageQuery.properties,
  unread: Type.Optional(Type.Boolean({ description: 'Only those that are unread' })),
});

export const routes = (deps: Deps): Route[] => [
  route({
    method: 'GET',
    path: '/alerts',
    summary: 'Your alerts, newest first',
    description:
      'An alert that grows (`count`) comes to stand first again. Who pages on meanwhile may pass it by where it stood, ' +
      'and finds it on the first page; no other alert is skipped or comes twice. A page may be short and still have a `next`.',
    access: 'user',
    query: ListQuery,
    answers: { 200: PageOf(AlertView) },
    handle: async ({ user, query: { unread = false, ...query } }) => {
      const { items, ...ends } = await searchedPage(query, {
        of: ['alerts', user.id, unread],
        placeOf,
        search: ({ from, direction, limit }) =>
          searchShown(deps, viewerOf(user), { unread, from: from && readPlace(from), direction, limit }),
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
    handle: async ({ user }) => ({
      status: 200,
      body: { count: await deps.unread.count(viewerOf(user)) },
    }),
  }),

  ...readingRoutes(deps),
  ...mutedUserRoutes(deps),
  ...preferencesRoutes({ preferences: deps.store.preferences, digests: deps.digests }),
  ...unsubscribeRoutes({ preferences: deps.store.preferences, links: deps.links }),

  route({
    method: 'GET',
    path: '/alerts/stream',
    summary: 'Alerts as they are raised',
    description:
      'Server-sent events: `event: alert`, and as data the alert as in the list. Resumes after the event named by `Last-Event-ID`; an alert that grew meanwhile comes again.',
    access: 'user',
    answers: {
      200: { contentType: 'text/event-stream', events: { alert: AlertView }, resumes: true },
    },
    refuses: { 429: ['alerts.too-many-streams'], 503: ['alerts.streams-full'] },
    handle: ({ user, log, ctx }) => {
      const lastEventId = ctx.get('Last-Event-ID') || undefined;
      const { STREAM_RETRY: retryMs, STREAM_BUFFER: buffer } = deps.config;
      const onTrouble = (err: unknown) =>
        log.warn({ err }, 'A stream was cut off, since alerts could not be looked at');
      const client = { person: viewerOf(user), lastEventId, onTrouble };
      const body = alertStream({ ...deps, retryMs, buffer }, client);
      const headers = { 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' };
      return { status: 200, type: 'text/event-stream', headers, body };
    },
  }),
];

/** Whoever asks, with the rights that their token has. */
const viewerOf = ({ id: userId, rank, permissions, version }: User): Viewer => ({
  userId,
  rank,
  permissions,
  version,
});

const placeOf = ({ raisedAt, _id }: Alert) => [raisedAt.getTime(), _id];

const readPlace = ([at, _id]: readonly unknown[]): Place => {
  const raisedAt = new Date(typeof at === 'number' ? at : Number.NaN);
  if (!Number.isNaN(raisedAt.getTime()) && typeof _id === 'string') return { raisedAt, _id };
  return refuse('invalid', 'cursor.invalid', 'The cursor is not of this list; begin again without it');
};
