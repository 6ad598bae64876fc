import type { Outbox, OutboxField, Runtime } from '@obey/choreography';
import type { Collection, Db } from 'mongodb';
import type { Creation } from './creation.js';

/** Fields that are for the service alone: no answer shows them, and no list reads them. */
interface Inner {
  creation?: Creation;
  outbox?: OutboxField;
}

export interface Category extends Inner {
  _id: string;
  title: string;
  description: string;
  position: number;
  createdAt: Date;
}

export interface Section extends Inner {
  _id: string;
  categoryId: string;
  title: string;
  description: string;
  position: number;
  createdAt: Date;
}

export interface Lock {
  at: Date;
  by: string;
  reason?: string;
}

export interface Thread extends Inner {
  _id: string;
  sectionId: string;
  title: string;
  authorId: string;
  openingPostId: string;
  /** The highest number of its posts, which are numbered from 1 without gaps. */
  postCount: number;
  createdAt: Date;
  lastActivityAt: Date;
  lock?: Lock;
}

export interface Post extends Inner {
  _id: string;
  threadId: string;
  number: number;
  authorId: string;
  /** Markdown, as written. */
  body: string;
  replyTo?: { postId: string; authorId: string };
  createdAt: Date;
}

export interface Store {
  readonly categories: Collection<Category>;
  readonly sections: Collection<Section>;
  readonly threads: Collection<Thread>;
  readonly posts: Collection<Post>;
  readonly outboxes: { readonly threads: Outbox; readonly posts: Outbox };
}

/** Leaves out what is for the service alone. */
export const shown = { creation: 0, outbox: 0 } as const;

/** The collections, with the index of each list and of each rule of uniqueness. */
export const openStore = async (db: Db, runtime: Pick<Runtime, 'outbox'>): Promise<Store> => {
  const categories = db.collection<Category>('categories');
  const sections = db.collection<Section>('sections');
  const threads = db.collection<Thread>('threads');
  const posts = db.collection<Post>('posts');
  const once = { key: { 'creation.key': 1 }, unique: true, sparse: true } as const;
  await categories.createIndexes([{ key: { position: 1, _id: 1 } }, once]);
  await sections.createIndexes([{ key: { categoryId: 1, position: 1, _id: 1 } }, once]);
  await threads.createIndexes([{ key: { sectionId: 1, lastActivityAt: -1, _id: -1 } }, once]);
  await posts.createIndexes([{ key: { threadId: 1, number: 1 }, unique: true }, once]);
  const outboxes = { threads: await runtime.outbox(threads), posts: await runtime.outbox(posts) };
  return { categories, sections, threads, posts, outboxes };
};
