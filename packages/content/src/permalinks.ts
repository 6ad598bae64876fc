import { slugOf } from './slugs.js';
import type { PlacedThread } from './visible.js';

export interface Slugs {
  readonly section: string;
  readonly slug: string;
}

/** The words for threads, one after the other; those of a section are made once. */
export const slugging = (): ((placed: PlacedThread) => Slugs) => {
  const sections = new Map<string, string>();
  return ({ thread, place: { section } }) => {
    const words = sections.get(section._id) ?? slugOf(section.title, 'section');
    sections.set(section._id, words);
    return { section: words, slug: slugOf(thread.title) };
  };
};

/** The words for one thread. */
export const slugsOf = (placed: PlacedThread): Slugs => slugging()(placed);

/** Where a thread is found by readable words: as a path, percent-encoded. Its id alone says which it is. */
export const permalinkOf = (threadId: string, { section, slug }: Slugs): string =>
  `/content/permalinks/${encodeURIComponent(section)}/${encodeURIComponent(slug)}/${threadId}`;

/** Whether these are the words that the thread has now, and not those from before a rename or a move. */
export const isCurrent = (placed: PlacedThread, { section, slug }: Slugs): boolean => {
  const now = slugsOf(placed);
  return now.section === section && now.slug === slug;
};
