import { AlertKind, Id, Time } from '@obey/contracts';
import Type, { type Static } from 'typebox';
import type { Alert } from './alert.js';

/** An alert as it is shown, in lists and on streams alike. */
export const AlertView = Type.Object(
  {
    id: Id,
    kind: AlertKind,
    text: Type.String({ description: 'One line for a person' }),
    actorId: Type.Optional(Id),
    threadId: Type.Optional(Id),
    postId: Type.Optional(Id),
    raisedAt: Time,
    read: Type.Boolean(),
  },
  { title: 'Alert' },
);
export type AlertView = Static<typeof AlertView>;

export const viewOf = ({ _id, kind, text, actorId, threadId, postId, raisedAt, read }: Alert): AlertView => ({
  id: _id,
  kind,
  text,
  ...(actorId !== undefined && { actorId }),
  ...(threadId !== undefined && { threadId }),
  ...(postId !== undefined && { postId }),
  raisedAt: raisedAt.toISOString(),
  read,
});
