import { Id, Time } from '@obey/contracts';
import { instantOf, type Route, refuse, route, type User } from '@obey/service-kit';
import Type from 'typebox';
import type { Store } from '../store.js';
import type { Unread } from '../unread.js';

interface Deps {
  readonly store: Pick<Store, 'alerts'>;
  readonly unread: Pick<Unread, 'changed'>;
}

const until = Type.Optional(Time);
const description =
  '`until` is the `raisedAt` of the newest alert that you have seen: what came, or has grown, later stays unread. Without it: now.';

/** Marking alerts as read: one, some, all, all of a thread. Marking what is read already changes nothing. */
export const readingRoutes = ({ store: { alerts }, unread }: Deps): Route[] => {
  const marking = async ({ id }: User, mark: Promise<void>) => {
    await mark;
    await unread.changed([id]);
    return { status: 204 } as const;
  };

  return [
    route({
      method: 'PUT',
      path: '/alerts/:id/read',
      operation: 'markRead',
      refuses: { 404: ['alerts.no-such-alert'] },
      summary: 'Mark an alert as read',
      access: 'user',
      params: Type.Object({ id: Id }),
      answers: { 204: null },
      handle: async ({ user, params: { id } }) => {
        if ((await alerts.find(user.id, [id])).length === 1)
          return marking(user, alerts.markRead(user.id, [id]));
        return refuse('not-found', 'alerts.no-such-alert', `You have no alert ${id}`);
      },
    }),

    route({
      method: 'PUT',
      path: '/alerts/read',
      operation: 'markAllRead',
      summary: 'Mark all alerts as read, all until a time, or some',
      description: `With \`ids\` those; what is not yours is passed over. Without, and without a body, all: ${description}`,
      access: 'user',
      body: Type.Object({ ids: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 100 })), until }),
      bodyMayBeMissing: true,
      answers: { 204: null },
      handle: ({ user, body }) => {
        if (body.ids === undefined) return marking(user, alerts.markReadUntil(user.id, timeOf(body)));
        if (body.until === undefined) return marking(user, alerts.markRead(user.id, body.ids));
        return refuse('invalid', 'request.invalid', 'Send either `ids` or `until`', {
          errors: [{ in: 'body', pointer: '/until', detail: 'must not be there beside /ids' }],
        });
      },
    }),

    route({
      method: 'PUT',
      path: '/alerts/threads/:threadId/read',
      summary: 'Mark all alerts about a thread as read, until a time',
      description,
      access: 'user',
      params: Type.Object({ threadId: Id }),
      body: Type.Object({ until }),
      bodyMayBeMissing: true,
      answers: { 204: null },
      handle: ({ user, params: { threadId }, body }) =>
        marking(user, alerts.markReadUntil(user.id, timeOf(body), threadId)),
    }),
  ];
};

const timeOf = ({ until: time }: { readonly until?: string }): Date =>
  time === undefined ? new Date() : instantOf(time);
