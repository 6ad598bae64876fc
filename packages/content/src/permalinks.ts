import { slugOf } from './slugs.js';
import type { PlacedThread } from './visible.js';

interface Slugs {
  readonly section: string;
  readonly slug: string;
}

const slugsOf = ({ thread, place }: PlacedThread): Slugs => ({
  section: slugOf(place.section.title, 'section'),
  slug: slugOf(thread.title),
});

/** Where a thread is found by readable words: as a path, percent-encoded. Its id alone says which it is. */
export const permalinkOf = (placed: PlacedThread): string => {
  const { section, slug } = slugsOf(placed);
  return `/content/permalinks/${encodeURIComponent(section)}/${encodeURIComponent(slug)}/${placed.thread._id}`;
};

/** Whether these are the words that the thread has now, and not those from before a rename or a move. */
export const isCurrent = (placed: PlacedThread, { section, slug }: Slugs): boolean => {
  const now = slugsOf(placed);
  return now.section === section && now.slug === slug;
};
