import Type from 'typebox';
import { owner } from './declare.js';
import { Id, personal, Time } from './fields.js';
import { Rule } from './who.js';

const content = owner('content');

/** What a listener needs to know of the thread that something happened in. */
const thread = {
  threadId: Id,
  sectionId: Id,
  title: Type.String(),
  /** Who might read it when this was said: whoever is told of it must be one of them (`isAllowed`). */
  readableBy: Rule,
};

/** The same, with whose thread it is: what is done to it concerns them, whether or not a listener knows it from before. */
const authoredThread = { ...thread, threadAuthorId: Id };

/** The same of one post in it. */
const post = {
  ...thread,
  postId: Id,
  number: Type.Integer({ minimum: 1 }),
  authorId: Id,
};

/** The beginning of the post as one line of plain text. */
const excerpt = Type.String({ maxLength: 280, ...personal('authorId') });

/** Why a moderator did it: to somebody's thread, or to somebody's post. */
const reasonForThread = Type.Optional(Type.String(personal('threadAuthorId')));
const reasonForPost = Type.Optional(Type.String(personal('authorId')));

const ofThread = { subject: 'threadId' } as const;

export const ContentThreadCreated = content.notification('ContentThreadCreated', {
  ...ofThread,
  data: Type.Object({ ...thread, authorId: Id, postId: Id, excerpt }),
});

export const ContentThreadReplied = content.notification('ContentThreadReplied', {
  ...ofThread,
  data: Type.Object({
    ...post,
    /** Here too, since this may be told before the thread is: they are told from two documents. */
    threadAuthorId: Id,
    excerpt,
    /** To whom a message of its own tells of this post: whom it answers, and whom it mentions. */
    alsoTold: Type.Optional(Type.Array(Id)),
  }),
});

/** A post that answers another post of the same thread; said besides `ContentThreadReplied`. */
export const ContentPostReplied = content.notification('ContentPostReplied', {
  ...ofThread,
  data: Type.Object({ ...post, excerpt, repliedTo: Type.Object({ postId: Id, authorId: Id }) }),
});

/** A post names somebody who may read it; said once for each of them, also when an edit adds them. */
export const ContentUserMentioned = content.notification('ContentUserMentioned', {
  ...ofThread,
  data: Type.Object({ ...post, excerpt, userId: Id }),
});

export const ContentPostEdited = content.notification('ContentPostEdited', {
  ...ofThread,
  data: Type.Object({
    ...post,
    excerpt,
    version: Type.Integer({ minimum: 2 }),
    editedBy: Id,
    reason: reasonForPost,
  }),
});

/** A post is a tombstone from now on; with `purged`, its text is gone for good. */
export const ContentPostDeleted = content.notification('ContentPostDeleted', {
  ...ofThread,
  data: Type.Object({ ...post, deletedBy: Id, reason: reasonForPost, purged: Type.Boolean() }),
});

export const ContentPostRestored = content.notification('ContentPostRestored', {
  ...ofThread,
  data: Type.Object({ ...post, excerpt, restoredBy: Id }),
});

export const ContentThreadLocked = content.notification('ContentThreadLocked', {
  ...ofThread,
  data: Type.Object({ ...authoredThread, lockedBy: Id, reason: reasonForThread }),
});

export const ContentThreadUnlocked = content.notification('ContentThreadUnlocked', {
  ...ofThread,
  data: Type.Object({ ...authoredThread, unlockedBy: Id }),
});

/** `sectionId` and `readableBy` are those of the section that it is in now. */
export const ContentThreadMoved = content.notification('ContentThreadMoved', {
  ...ofThread,
  data: Type.Object({ ...authoredThread, fromSectionId: Id, movedBy: Id }),
});

export const ContentThreadRenamed = content.notification('ContentThreadRenamed', {
  ...ofThread,
  data: Type.Object({ ...authoredThread, before: Type.String(), renamedBy: Id }),
});

export const ContentThreadDeleted = content.notification('ContentThreadDeleted', {
  ...ofThread,
  data: Type.Object({ ...authoredThread, deletedBy: Id, reason: reasonForThread }),
});

export const ContentThreadRestored = content.notification('ContentThreadRestored', {
  ...ofThread,
  data: Type.Object({ ...authoredThread, restoredBy: Id }),
});

/** Who may read a section, and all that is in it, is said anew; by a change of its category too. */
export const ContentSectionAccessChanged = content.notification('ContentSectionAccessChanged', {
  subject: 'sectionId',
  data: Type.Object({
    sectionId: Id,
    readableBy: Rule,
    /** Of what is told of this section: an older one says nothing any more. */
    version: Type.Integer({ minimum: 1 }),
  }),
});

/** Somebody has changed who may do what in a category or a section: content is to tell who may read the sections that it concerns. */
export const ContentTellReaders = content.command('ContentTellReaders', {
  subject: 'placeId',
  data: Type.Object({ placeId: Id, changedBy: Id }),
});

/** A user reads from now on, and writes nothing: for good, or until a time. That a time has come is not told. */
export const ContentUserMuted = content.notification('ContentUserMuted', {
  subject: 'userId',
  data: Type.Object({
    userId: Id,
    mutedBy: Id,
    reason: Type.String(personal('userId')),
    until: Type.Optional(Time),
  }),
});

export const ContentUserUnmuted = content.notification('ContentUserUnmuted', {
  subject: 'userId',
  data: Type.Object({ userId: Id, unmutedBy: Id }),
});

/** How much a user wants to hear of a thread: nothing, answers to themselves, in the unread list too, every post. */
export const SubscriptionLevel = Type.Enum(['muted', 'normal', 'tracking', 'watching']);

export const ContentSubscriptionChanged = content.notification('ContentSubscriptionChanged', {
  ...ofThread,
  data: Type.Object({
    threadId: Id,
    userId: Id,
    level: SubscriptionLevel,
    /** Of this subscription: an older one says nothing any more. */
    version: Type.Integer({ minimum: 1 }),
  }),
});
