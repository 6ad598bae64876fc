import { type Page, type PageQuery, type Place, page } from '@obey/service-kit';
import { accessesOf, may } from './access.js';
import type { Deps } from './deps.js';
import { foreign, type Order, pageOf } from './keysets.js';
import { inCategory, mayIn } from './places.js';
import type { PostsQuery, ThreadsQuery } from './shapes.js';
import { type Category, type Post, type Section, shown, type Thread } from './store.js';
import { checkModerates } from './thread-changes.js';
import { showThreads } from './thread-views.js';
import { categoryView, sectionView, showPosts } from './views.js';
import { type Viewer, visibleCategory, visiblePlace, visibleThread } from './visible.js';

const byActivity: Order<Thread> = {
  first: 'pinned',
  field: 'lastActivityAt',
  kind: 'time',
  direction: -1,
  unique: false,
};
const byNumber: Order<Post> = { field: 'number', kind: 'number', direction: 1, unique: true };

const inOrder = { position: 1, _id: 1 } as const;

/** Of those that the viewer may see. There are few, so all are read, and a page is cut out of them. */
export const listCategories = async ({ store: { categories } }: Deps, viewer: Viewer, query: PageQuery) => {
  const all = await categories.find({}, { projection: shown, sort: inOrder }).toArray();
  const found = await pageOfPlaces(
    query,
    'categories',
    all.filter((category) => may(viewer, 'read', accessesOf(category))),
  );
  return { ...found, items: found.items.map((category) => categoryView(viewer, category)) };
};

export const listSections = async ({ store }: Deps, viewer: Viewer, categoryId: string, query: PageQuery) => {
  const category = await visibleCategory(store, categoryId, viewer);
  const all = await store.sections.find({ categoryId }, { projection: shown, sort: inOrder }).toArray();
  const seen = all.filter((section) => mayIn(inCategory(category, section), 'read', viewer));
  const found = await pageOfPlaces(query, `sections of ${categoryId}`, seen);
  return {
    ...found,
    items: found.items.map((section) => sectionView(viewer, inCategory(category, section))),
  };
};

/** The threads of a section; the deleted ones for its moderators. */
export const listThreads = async (
  deps: Deps,
  viewer: Viewer,
  sectionId: string,
  { state = 'visible', ...query }: ThreadsQuery,
) => {
  const { store } = deps;
  const place = await visiblePlace(store, sectionId, viewer);
  if (state === 'deleted') checkModerates(viewer, place);
  const listed = { collection: store.threads, filter: { sectionId, state }, order: byActivity };
  const found = await pageOf(query, listed);
  const placed = found.items.map((thread) => ({ thread, place }));
  return { ...found, items: await showThreads(deps, viewer, placed) };
};

/** The posts of a thread by number, from one of them on and to both sides of it. */
export const listPosts = async (
  deps: Deps,
  viewer: Viewer,
  threadId: string,
  { from = 1, ...query }: PostsQuery,
) => {
  const { store } = deps;
  const { thread, place } = await visibleThread(store, threadId, viewer);
  const first = Math.min(from, thread.postCount);
  const found = await pageOf(query, {
    collection: store.posts,
    filter: { threadId },
    order: byNumber,
    ...(first > 1 && { start: [first - 1] }),
  });
  return { ...found, items: await showPosts(deps, viewer, place, found.items) };
};

const pageOfPlaces = <T extends Category | Section>(
  query: PageQuery,
  of: string,
  all: readonly T[],
): Promise<Page<T>> =>
  page<T>(query, {
    of,
    placeOf: ({ position, _id }) => [position, _id],
    fetch: async ({ from, direction, limit }) => {
      const there = from && readStanding(from);
      if (direction === 'after')
        return all.filter((place) => there === undefined || isBehind(place, there)).slice(0, limit);
      return all
        .filter((place) => there === undefined || isBehind(there, place))
        .slice(-limit)
        .reverse();
    },
  });

type Standing = Pick<Section, 'position' | '_id'>;

const isBehind = (one: Standing, other: Standing): boolean =>
  one.position > other.position || (one.position === other.position && one._id > other._id);

const readStanding = ([position, _id, ...more]: Place): Standing =>
  typeof position === 'number' && typeof _id === 'string' && more.length === 0
    ? { position, _id }
    : foreign();
