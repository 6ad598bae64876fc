import type { ImportOutcome } from '@obey/service-kit';
import type { Db } from 'mongodb';
import { type Checkpoint, checkpointsIn } from './importing/checkpoints.js';
import type { People } from './importing/deps.js';
import { addCategories, addSections } from './importing/places.js';
import { addPosts } from './importing/posts.js';
import type { CategoryRecord, PostRecord, SectionRecord, ThreadRecord } from './importing/records.js';
import { addThreads } from './importing/threads.js';
import { openCollections } from './store.js';

export type { Checkpoint } from './importing/checkpoints.js';
export type { People } from './importing/deps.js';
export { peopleIn } from './importing/people.js';
export {
  type CategoryRecord,
  type PostRecord,
  readCategoryRecord,
  readPostRecord,
  readSectionRecord,
  readThreadRecord,
  type SectionRecord,
  type ThreadRecord,
} from './importing/records.js';

interface Place {
  /** The database of content. */
  readonly db: Db;
  /** The name of what is imported. */
  readonly source: string;
}

/**
 * The door of content for what was written in another forum. It may be open while content runs, and more than once. Each
 * function adds what is not there yet, and gives what became of each record, in their order; doing it again changes
 * nothing. Nothing is told, and no rights are asked for: this is for operators.
 */
export const openContentImport = async ({ db, source }: Place) => {
  const deps = { store: await openCollections(db), source };
  return {
    categories: (records: readonly CategoryRecord[]): Promise<ImportOutcome[]> =>
      addCategories(deps, records),
    sections: (records: readonly SectionRecord[]): Promise<ImportOutcome[]> => addSections(deps, records),
    threads: (records: readonly ThreadRecord[], people: People): Promise<ImportOutcome[]> =>
      addThreads(deps, records, people),
    posts: (records: readonly PostRecord[], people: People): Promise<ImportOutcome[]> =>
      addPosts(deps, records, people),
    checkpoints: checkpointsIn(db.collection<Checkpoint>('imports')),
  };
};

export type ContentImport = Awaited<ReturnType<typeof openContentImport>>;
