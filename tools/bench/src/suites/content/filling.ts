import { newId } from '@obey/choreography';
import type { Db, Document } from 'mongodb';
import type { Client } from './client.js';
import type { Writer } from './writers.js';

const postsPerThread = 100;
const threadsPerSection = 50;
const batch = 2_000;
const firstAt = Date.UTC(2025, 0, 1);

/** About as long as people write, with some marks. */
export const body = [
  'I have tried **both** of them for a while, and came back to the first.',
  'It is described at https://example.org/tea with *all* the details:',
  '- water that is not too hot\n- leaves, not dust\n- five minutes',
  'What do you think? Has anybody compared `green` and `white` in one pot?',
].join('\n\n');

export interface Filled {
  readonly sectionIds: readonly string[];
  readonly threadIds: readonly string[];
}

interface Filling {
  readonly db: Db;
  readonly client: Client;
  readonly writers: readonly Writer[];
  readonly posts: number;
}

/**
 * A forum of so many posts, a hundred in a thread. Content itself makes the sections, and one thread with a reply by each
 * writer; the others are copies of what it stored, so that they are whatever it stores.
 */
export const fill = async ({ db, client, writers, posts }: Filling): Promise<Filled> => {
  const [first] = writers;
  if (first === undefined) throw new RangeError('A forum needs somebody who writes.');
  const make = async (path: string, made: object, writer = first) =>
    idOf(await client.post(path, made, writer));
  const categoryId = await make('/content/categories', { title: 'Tea' });
  const threadCount = posts / postsPerThread;
  const sectionIds: string[] = [];
  while (sectionIds.length * threadsPerSection < threadCount)
    sectionIds.push(
      await make(`/content/categories/${categoryId}/sections`, { title: `Section ${sectionIds.length}` }),
    );
  // A section of its own keeps what is no copy out of the pages.
  const apart = await make(`/content/categories/${categoryId}/sections`, { title: 'Samples' });
  const sample = await make(`/content/sections/${apart}/threads`, { title: 'Green or white tea?', body });
  for (const writer of writers) await make(`/content/threads/${sample}/posts`, { body }, writer);

  const thread = await copyable(db, 'threads', { _id: sample });
  const post = await copyable(db, 'posts', { threadId: sample, number: 2 });
  const threads = Array.from({ length: threadCount }, (_, index) => {
    const createdAt = new Date(firstAt + index * 60_000);
    const ids = { _id: newId(), openingPostId: newId() };
    const sectionId = sectionIds[index % sectionIds.length];
    const authorId = writers[index % writers.length]?.userId;
    return {
      ...thread,
      ...ids,
      sectionId,
      authorId,
      postCount: postsPerThread,
      createdAt,
      lastActivityAt: createdAt,
    };
  });
  await inBatches(db, 'threads', threads);
  let waiting: Document[] = [];
  for (const { _id: threadId, openingPostId, createdAt } of threads) {
    for (let number = 1; number <= postsPerThread; number++) {
      const authorId = writers[(number * 7) % writers.length]?.userId;
      const _id = number === 1 ? openingPostId : newId();
      waiting.push({ ...post, _id, threadId, number, authorId, createdAt });
    }
    if (waiting.length < batch) continue;
    await inBatches(db, 'posts', waiting);
    waiting = [];
  }
  await inBatches(db, 'posts', waiting);
  return { sectionIds, threadIds: threads.map(({ _id }) => _id) };
};

/** What content has stored, without what belongs to the making of it. */
const copyable = async (db: Db, collection: string, filter: Document): Promise<Document> => {
  const stored = await db.collection(collection).findOne(filter, { projection: { creation: 0, outbox: 0 } });
  if (stored === null) throw new Error(`Content has answered 201, and there is none of its ${collection}.`);
  return stored;
};

const inBatches = async (db: Db, collection: string, documents: readonly Document[]) => {
  for (let from = 0; from < documents.length; from += batch)
    await db.collection(collection).insertMany(documents.slice(from, from + batch));
};

export const idOf = (answer: string): string => {
  const { id }: { id?: unknown } = JSON.parse(answer);
  if (typeof id === 'string') return id;
  throw new Error(`There is no id in ${answer}`);
};
