import type { Person, Rule } from '@obey/contracts';
import { refuse } from '@obey/service-kit';
import { accessesOf, may } from './access.js';
import {
  type FoundPlace,
  mayIn,
  moderatedBy,
  openPlaces,
  type Place,
  placeFound,
  placeOf,
  readableBy,
  withPlace,
} from './places.js';
import {
  type Category,
  type Collections,
  type Post,
  type Store,
  shown,
  type shownWithHistory,
  type Thread,
} from './store.js';

/** Whoever asks; undefined without a token. */
export type Viewer = Person | undefined;

/** Whether this person may know that the thread is there. */
export const seesThread = (viewer: Viewer, place: Place, { state }: Pick<Thread, 'state'>): boolean =>
  mayIn(place, state === 'visible' ? 'read' : 'moderate', viewer);

/** The same as a rule, for those who are told of the thread. */
export const seenBy = (place: Place, { state }: Pick<Thread, 'state'>): Rule =>
  state === 'visible' ? readableBy(place) : moderatedBy(place);

/** Whether this person may read the text of a post whose thread they see; where not, it is a tombstone to them. */
export const readsPost = (viewer: Viewer, place: Place, { state }: Pick<Post, 'state'>): boolean =>
  state === 'visible' || (state === 'deleted' && mayIn(place, 'moderate', viewer));

/** What is hidden is not found: that it is there is no business of who may not see it. */
export const visibleCategory = async (store: Store, id: string, viewer: Viewer): Promise<Category> => {
  const category = await store.categories.findOne({ _id: id }, { projection: shown });
  if (category !== null && may(viewer, 'read', accessesOf(category))) return category;
  return refuse('not-found', 'content.no-such-category', `There is no category ${id}`);
};

export const visiblePlace = async (store: Store, sectionId: string, viewer: Viewer): Promise<Place> => {
  const place = await placeOf(store, sectionId);
  if (place !== undefined && mayIn(place, 'read', viewer)) return place;
  return refuse('not-found', 'content.no-such-section', `There is no section ${sectionId}`);
};

export interface PlacedThread {
  readonly thread: Thread;
  readonly place: Place;
}

export const visibleThread = async (store: Store, id: string, viewer: Viewer): Promise<PlacedThread> =>
  (await findThread(store, id, viewer)) ??
  refuse('not-found', 'content.no-such-thread', `There is no thread ${id}`);

export interface PlacedPost extends PlacedThread {
  readonly post: Post;
}

export const visiblePost = async (
  store: Store,
  id: string,
  viewer: Viewer,
  projection: typeof shown | typeof shownWithHistory = shown,
): Promise<PlacedPost> => {
  const [found] = await store.posts
    .aggregate<Post & { threads: FoundThread[] }>([
      { $match: { _id: id } },
      { $project: projection },
      {
        $lookup: {
          from: 'threads',
          localField: 'threadId',
          foreignField: '_id',
          as: 'threads',
          pipeline: [{ $project: shown }, withPlace],
        },
      },
    ])
    .toArray();
  if (found) {
    const { threads, ...post } = found;
    const placed = seenOf(threads, viewer);
    if (placed) return { ...placed, post };
  }
  return refuse('not-found', 'content.no-such-post', `There is no post ${id}`);
};

/** The places that are not deleted and that this person may read, by the ids of their sections. */
export const visiblePlaces = async (
  store: Collections,
  viewer: Viewer,
): Promise<ReadonlyMap<string, Place>> => {
  const seen = (await openPlaces(store)).filter((place) => mayIn(place, 'read', viewer));
  return new Map(seen.map((place) => [place.section._id, place]));
};

/** Those of the threads that are in these places. */
export const placedIn = (places: ReadonlyMap<string, Place>, threads: readonly Thread[]): PlacedThread[] =>
  threads.flatMap((thread) => {
    const place = places.get(thread.sectionId);
    return place ? [{ thread, place }] : [];
  });

// What is hidden costs as many queries as what is not there: nobody learns the one from the other by the time it takes.
const findThread = async (store: Store, id: string, viewer: Viewer): Promise<PlacedThread | undefined> => {
  const found = store.threads.aggregate<FoundThread>([
    { $match: { _id: id } },
    { $project: shown },
    withPlace,
  ]);
  return seenOf(await found.toArray(), viewer);
};

type FoundThread = Thread & FoundPlace;

const seenOf = ([found]: readonly FoundThread[], viewer: Viewer): PlacedThread | undefined => {
  if (found === undefined) return undefined;
  const { sections, ...thread } = found;
  const place = placeFound({ sections });
  return place && seesThread(viewer, place, thread) ? { thread, place } : undefined;
};
