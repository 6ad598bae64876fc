import { randomUUID } from 'node:crypto';
import type { Db } from 'mongodb';

/** About 300 bytes of BSON. */
export interface Post {
  readonly _id: string;
  readonly slug: string;
  readonly section: string;
  readonly state: string;
  readonly at: Date;
  readonly views: number;
  readonly title: string;
  readonly text: string;
}

const sections = 100;
const states = ['open', 'answered', 'closed', 'hidden'] as const;
const text = 'Words of a post, as long as people write them. '.repeat(2);
const firstAt = Date.UTC(2025, 0, 1);

const section = (index: number) => `section-${index % sections}`;
const state = (index: number) => String(states[Math.floor(index / sections) % states.length]);
const slug = (index: number) => `the-title-of-post-${index}`;

export const postAt = (index: number, _id: string): Post => ({
  _id,
  slug: slug(index),
  section: section(index),
  state: state(index),
  at: new Date(firstAt + index * 1_000),
  views: 0,
  title: `The title of post ${index}`,
  text,
});

export const pageSize = 20;
const batch = 2_000;

/** Does one operation and checks what it gave; the number chooses the document, or the page. */
export type Operation = (number: number) => Promise<void>;

export interface Workload {
  readonly ping: Operation;
  readonly operations: Readonly<Record<'insert' | 'find-id' | 'find-unique' | 'page' | 'update', Operation>>;
}

/**
 * Fills a collection with so many posts, and makes another for those that are inserted, both with a unique index and
 * one that fits the page, beside that of `_id`. A page is full when there are 8,000 posts or more.
 */
export const prepare = async (db: Db, count: number): Promise<Workload> => {
  const [posts, inserted] = [db.collection<Post>('posts'), db.collection<Post>('inserted')];
  const ids = Array.from({ length: count }, () => randomUUID());
  for (const collection of [posts, inserted])
    await collection.createIndexes([
      { key: { slug: 1 }, unique: true },
      { key: { section: 1, state: 1, at: -1 } },
    ]);
  for (let from = 0; from < count; from += batch)
    await posts.insertMany(ids.slice(from, from + batch).map((id, index) => postAt(from + index, id)));

  // A prime that divides no count used here: neighbours in time are far from each other in the collection.
  const pick = (number: number) => (number * 7_919) % count;
  const idOf = (number: number) => ids[pick(number)] ?? '';
  let next = count;
  return {
    ping: async () => {
      await db.command({ ping: 1 });
    },
    operations: {
      insert: async () => {
        await inserted.insertOne(postAt(next++, randomUUID()));
      },
      'find-id': async (number) => {
        if (!(await posts.findOne({ _id: idOf(number) })))
          throw new Error('A post was not found by its _id.');
      },
      'find-unique': async (number) => {
        const found = await posts.findOne({ slug: slug(pick(number)) });
        if (!found) throw new Error('A post was not found by its slug.');
      },
      page: async (number) => {
        const index = pick(number);
        const wanted = { section: section(index), state: state(index) };
        const page = await posts.find(wanted).sort({ at: -1 }).limit(pageSize).toArray();
        if (page.length !== pageSize) throw new Error(`A page has ${page.length} posts.`);
      },
      update: async (number) => {
        const { modifiedCount } = await posts.updateOne({ _id: idOf(number) }, { $set: { views: next++ } });
        if (modifiedCount !== 1) throw new Error('A post was not changed.');
      },
    },
  };
};
