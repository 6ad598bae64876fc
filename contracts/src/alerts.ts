import Type, { type Static } from 'typebox';
import { owner } from './declare.js';
import { Id, personal, Time } from './fields.js';

const alerts = owner('alerts');

export const AlertKind = Type.Union([
  Type.Literal('thread-replied'),
  Type.Literal('post-replied'),
  Type.Literal('thread-locked'),
  Type.Literal('banned'),
]);
export type AlertKind = Static<typeof AlertKind>;

/** A user has a new alert; it is stored and listed before this is said. */
export const AlertsAlertRaised = alerts.notification('AlertsAlertRaised', {
  subject: 'userId',
  data: Type.Object({
    alertId: Id,
    userId: Id,
    kind: AlertKind,
    /** One line for a person to read. */
    text: Type.String(personal('userId', 'actorId')),
    /** Who caused it, what it is about; absent where there is no such thing. */
    actorId: Type.Optional(Id),
    threadId: Type.Optional(Id),
    postId: Type.Optional(Id),
    raisedAt: Time,
  }),
});
