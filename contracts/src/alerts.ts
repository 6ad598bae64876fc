import Type, { type Static } from 'typebox';
import { owner } from './declare.js';
import { Id, Nickname, secret, Time } from './fields.js';

const alerts = owner('alerts');

/** What an alert is about. The thread or the post of `thread-…` and `post-…` is the user's own, but for `thread-replied` and `thread-locked`, which watchers hear of. */
export const AlertKind = Type.Enum([
  'thread-replied',
  'post-replied',
  'mentioned',
  'thread-locked',
  'thread-unlocked',
  'thread-moved',
  'thread-renamed',
  'thread-deleted',
  'thread-restored',
  'post-deleted',
  'post-restored',
  'banned',
  'unbanned',
  'muted',
  'unmuted',
]);
export type AlertKind = Static<typeof AlertKind>;

/** What an alert says, in lists, on streams and in messages alike. */
export const alertFields = {
  kind: AlertKind,
  /** It names people, in whichever form: nobody but its receiver keeps it. */
  text: Type.String({ description: 'One line for a person', ...secret }),
  actorId: Type.Optional(Type.String({ format: 'uuid', description: 'The first of `actors`' })),
  actors: Type.Array(Type.Object({ userId: Id, nickname: Nickname }), {
    description: 'Who caused it, the latest first, as they were called then; at most 3',
    maxItems: 3,
  }),
  count: Type.Integer({
    minimum: 1,
    description: 'How many posts it tells of; 1 where it tells of something else',
  }),
  threadId: Type.Optional(Id),
  title: Type.Optional(Type.String({ description: 'Of the thread' })),
  postId: Type.Optional(
    Type.String({ format: 'uuid', description: 'Where to begin to read: the first post it tells of' }),
  ),
  postIds: Type.Array(Id, {
    description: 'The posts that it tells of, in their order; of many the first and the last 19',
    maxItems: 20,
  }),
  raisedAt: Type.String({ format: 'date-time', description: 'When it was raised, or has grown last' }),
};

/** A user has a new alert, or one that has grown (`count`, `raisedAt`); it is stored and listed before this is said. */
export const AlertsAlertRaised = alerts.notification('AlertsAlertRaised', {
  subject: 'userId',
  data: Type.Object({ alertId: Id, userId: Id, ...alertFields }),
});

/** A digest of this user is due. Said by alerts to itself, to be heard at that time; an outdated one does nothing. */
export const AlertsSendDigest = alerts.command('AlertsSendDigest', {
  subject: 'userId',
  data: Type.Object({ userId: Id, dueAt: Time }),
});
