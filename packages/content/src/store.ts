import type { Outbox, OutboxField, Runtime } from '@obey/choreography';
import type { Rule, SubscriptionLevel } from '@obey/contracts';
import type { Collection, Db } from 'mongodb';
import type { Static } from 'typebox';
import type { Access } from './access.js';
import type { Creation } from './creation.js';

/** Fields that are for the service alone: no answer shows them, and no list reads them. */
interface Inner {
  creation?: Creation;
  outbox?: OutboxField;
}

export interface Category extends Inner {
  _id: string;
  /** Rises by one with every change that somebody makes. */
  version: number;
  title: string;
  description: string;
  position: number;
  access: Access;
  createdAt: Date;
  /** Deleted: nobody sees it, nor what is in it, but those who may restore it. */
  state: 'visible' | 'deleted';
}

/** Who may read a section, as it was told last. */
export interface Readers {
  version: number;
  rule: Rule;
}

export interface Section extends Inner {
  _id: string;
  categoryId: string;
  version: number;
  title: string;
  description: string;
  position: number;
  access: Access;
  createdAt: Date;
  state: 'visible' | 'deleted';
  /** For the service alone; where nothing was told of it yet, it has none. */
  readers?: Readers;
}

/** One user's: they read, and write nothing. Kept when it is lifted, to tell of it. */
export interface Mute extends Inner {
  /** Of the user. */
  _id: string;
  version: number;
  isLifted: boolean;
  at: Date;
  by: string;
  reason: string;
  /** Null: for good. */
  until: Date | null;
}

export interface Lock {
  at: Date;
  by: string;
  reason?: string;
}

export interface Pin {
  at: Date;
  by: string;
}

export interface Deletion {
  at: Date;
  by: string;
  reason?: string;
}

export interface Thread extends Inner {
  _id: string;
  /** Rises by one with every change that somebody makes to the thread itself; replies are none. */
  version: number;
  sectionId: string;
  title: string;
  authorId: string;
  openingPostId: string;
  /** The highest number of its posts, which are numbered from 1 without gaps. */
  postCount: number;
  /** Whether nobody but its author has written in it. */
  alone: boolean;
  createdAt: Date;
  lastActivityAt: Date;
  lock?: Lock;
  pin?: Pin;
  /** Whether it has a pin: lists show those first. */
  pinned: boolean;
  state: 'visible' | 'deleted';
  deletion?: Deletion;
}

export interface Edit {
  at: Date;
  by: string;
  reason?: string;
  /** Of the post, since which it says this. */
  version: number;
}

/** What a post said before an edit, and by which deed it came to say that. */
export interface Revision extends Edit {
  body: string;
}

export interface Post extends Inner {
  _id: string;
  /** Rises by one with every edit, deletion and restoration. */
  version: number;
  threadId: string;
  number: number;
  authorId: string;
  /** Markdown, with ids for the users that it mentions (`shownBody`); empty once it is purged. */
  body: string;
  /** Sanitised, with the names of users still to be filled in (`shownHtml`). */
  html: string;
  /** Who was told that it mentions them: nobody is told twice. */
  mentioned?: string[];
  replyTo?: { postId: string; authorId: string };
  createdAt: Date;
  /** The last one, if it was edited. */
  edit?: Edit;
  /** What it said before, the oldest first. */
  history?: Revision[];
  /** Deleted: a tombstone for the public, and the text for moderators. Purged: the text is gone. */
  state: 'visible' | 'deleted' | 'purged';
  deletion?: Deletion;
}

/** What somebody wants to hear of a thread, by choice or because they wrote in it. */
export interface Subscribed extends Inner {
  /** `<thread>:<user>` */
  _id: string;
  /** Rises by one with every choice. */
  version: number;
  threadId: string;
  userId: string;
  level: Static<typeof SubscriptionLevel>;
}

/** How far somebody has read in a thread. */
export interface Reading {
  /** `<thread>:<user>` */
  _id: string;
  threadId: string;
  userId: string;
  lastRead: number;
}

export interface Store {
  readonly categories: Collection<Category>;
  readonly sections: Collection<Section>;
  readonly threads: Collection<Thread>;
  readonly posts: Collection<Post>;
  readonly mutes: Collection<Mute>;
  readonly subscriptions: Collection<Subscribed>;
  readonly readings: Collection<Reading>;
  readonly outboxes: {
    readonly categories: Outbox;
    readonly sections: Outbox;
    readonly threads: Outbox;
    readonly posts: Outbox;
    readonly mutes: Outbox;
    readonly subscriptions: Outbox;
  };
}

/** Leaves out what is for the service alone, and what is long and seldom read. */
export const shown = { creation: 0, outbox: 0, history: 0, readers: 0 } as const;

/** The same, but with the history of a post. */
export const shownWithHistory = { creation: 0, outbox: 0 } as const;

/** How long the database may work at a list (ms): no index is worth waiting for longer. */
export const patience = { maxTimeMS: 5_000 } as const;

export type Collections = Omit<Store, 'outboxes'>;

/** The collections, with the index of each list and of each rule of uniqueness. */
export const openCollections = async (db: Db): Promise<Collections> => {
  const categories = db.collection<Category>('categories');
  const sections = db.collection<Section>('sections');
  const threads = db.collection<Thread>('threads');
  const posts = db.collection<Post>('posts');
  const mutes = db.collection<Mute>('mutes');
  const subscriptions = db.collection<Subscribed>('subscriptions');
  const readings = db.collection<Reading>('readings');
  const once = { key: { 'creation.key': 1 }, unique: true, sparse: true } as const;
  await categories.createIndexes([{ key: { position: 1, _id: 1 } }, once]);
  await sections.createIndexes([{ key: { categoryId: 1, position: 1, _id: 1 } }, once]);
  const latest = { lastActivityAt: -1, _id: -1 } as const;
  await threads.createIndexes([
    // The list of a section, and what a section has in the list of all of them.
    { key: { sectionId: 1, state: 1, pinned: -1, ...latest } },
    { key: { sectionId: 1, state: 1, ...latest } },
    once,
  ]);
  await posts.createIndexes([{ key: { threadId: 1, number: 1 }, unique: true }, once]);
  await subscriptions.createIndex({ userId: 1, threadId: -1, level: 1 });
  return { categories, sections, threads, posts, mutes, subscriptions, readings };
};

/** What is done for a document, by its id, before what a crash left in it is told. */
type Finish = (store: Collections, id: string) => Promise<void>;

/** The collections, and the outboxes of those whose documents tell of themselves. */
export const openStore = async (
  db: Db,
  runtime: Pick<Runtime, 'outbox'>,
  finish: { readonly thread: Finish; readonly reply: Finish },
): Promise<Store> => {
  const collections = await openCollections(db);
  const outboxes = {
    categories: await runtime.outbox(collections.categories),
    sections: await runtime.outbox(collections.sections),
    threads: await runtime.outbox(collections.threads, { finish: (id) => finish.thread(collections, id) }),
    posts: await runtime.outbox(collections.posts, { finish: (id) => finish.reply(collections, id) }),
    mutes: await runtime.outbox(collections.mutes),
    subscriptions: await runtime.outbox(collections.subscriptions),
  };
  return { ...collections, outboxes };
};
