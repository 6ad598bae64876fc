import Type from 'typebox';
import { owner } from './declare.js';
import { Id } from './fields.js';

const content = owner('content');

export const ContentThreadCreated = content.notification('ContentThreadCreated', {
  subject: 'threadId',
  data: Type.Object({ threadId: Id, sectionId: Id, title: Type.String(), authorId: Id, postId: Id }),
});

export const ContentThreadReplied = content.notification('ContentThreadReplied', {
  subject: 'threadId',
  data: Type.Object({
    threadId: Id,
    title: Type.String(),
    /** Here too, since this may be told before the thread is: they are told from two documents. */
    threadAuthorId: Id,
    postId: Id,
    number: Type.Integer({ minimum: 2 }),
    authorId: Id,
    /** The beginning of the post as plain text. */
    excerpt: Type.String({ maxLength: 280 }),
  }),
});

/** A post that answers another post of the same thread; said besides `ContentThreadReplied`. */
export const ContentPostReplied = content.notification('ContentPostReplied', {
  subject: 'threadId',
  data: Type.Object({
    threadId: Id,
    title: Type.String(),
    postId: Id,
    number: Type.Integer({ minimum: 2 }),
    authorId: Id,
    excerpt: Type.String({ maxLength: 280 }),
    repliedTo: Type.Object({ postId: Id, authorId: Id }),
  }),
});

export const ContentThreadLocked = content.notification('ContentThreadLocked', {
  subject: 'threadId',
  data: Type.Object({
    threadId: Id,
    title: Type.String(),
    lockedBy: Id,
    reason: Type.Optional(Type.String()),
  }),
});

export const ContentThreadUnlocked = content.notification('ContentThreadUnlocked', {
  subject: 'threadId',
  data: Type.Object({ threadId: Id, title: Type.String(), unlockedBy: Id }),
});
