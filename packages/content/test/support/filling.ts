import { newId } from '@obey/choreography';
import type { ExecutionContext } from 'ava';
import { MongoClient } from 'mongodb';
import type { Thread } from '../../src/store.js';
import type { Forum } from './forum.js';

/** The database of content. */
export const databaseOf = async (t: ExecutionContext, { mongoUrl, database }: Forum) => {
  const client = await MongoClient.connect(mongoUrl);
  t.teardown(() => client.close());
  return client.db(database);
};

/** Threads as they are stored, without their posts: each is given what is said of the one at its place. */
export const threadsIn = (sectionId: string, given: readonly Partial<Thread>[]): Thread[] =>
  given.map((one) => ({
    _id: newId(),
    version: 1,
    sectionId,
    title: 'A thread',
    authorId: newId(),
    openingPostId: newId(),
    postCount: 1,
    createdAt: new Date(),
    lastActivityAt: new Date(),
    alone: true,
    pinned: false,
    state: 'visible',
    ...one,
  }));
