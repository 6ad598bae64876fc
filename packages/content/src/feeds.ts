import { type PageQuery, type Searched, type Stretch, searchedPage } from '@obey/service-kit';
import type { Document, Filter } from 'mongodb';
import type { Deps } from './deps.js';
import { distinct, isForward, type Order, rangesOf, sortOf } from './keysets.js';
import { type Collections, patience, shown, type Thread } from './store.js';
import { showThreads } from './thread-views.js';
import { placedIn, type Viewer, visiblePlaces } from './visible.js';

const byActivity: Order<Thread> = { field: 'lastActivityAt', kind: 'time', direction: -1, unique: false };

/** The threads of all sections that the viewer may read, the one with the latest activity first. */
export const listLatest = async (deps: Deps, viewer: Viewer, query: PageQuery) => {
  const found = await latestThreads(deps.store, viewer, query);
  return { ...found, items: await showThreads(deps, viewer, found.items) };
};

export const latestThreads = async (store: Collections, viewer: Viewer, query: PageQuery) => {
  const places = await visiblePlaces(store, viewer);
  const found = await searchedPage<Thread>(query, {
    of: 'latest threads',
    placeOf,
    search: (stretch) => latestIn(store, [...places.keys()], stretch),
  });
  return { ...found, items: placedIn(places, found.items) };
};

type Head = Pick<Thread, '_id' | 'sectionId' | 'lastActivityAt'>;

const placeOf = ({ lastActivityAt, _id }: Head) => [lastActivityAt.getTime(), _id] as const;

/**
 * Merges the lists of the sections, so that what is hidden is never read, and takes no time: first the next thread of
 * each, and then more of those sections alone whose next threads are on the page.
 */
const latestIn = async (
  store: Collections,
  sectionIds: readonly string[],
  stretch: Stretch,
): Promise<Searched<Thread>> => {
  const { limit } = stretch;
  const forward = isForward(byActivity, stretch);
  const nearestFirst = (one: Head, other: Head) => (forward ? compared(one, other) : compared(other, one));
  const read = nextThreads(store, sortOf(byActivity, stretch));
  const ranges = rangesOf(byActivity, stretch);
  const next = await read<Head>({
    sectionIds,
    ranges,
    limit: 1,
    $project: { sectionId: 1, lastActivityAt: 1 },
  });
  const heads = next.sort(nearestFirst).slice(0, limit);
  // So many come no later than this one: what is beyond it is on another page.
  const last = heads.length === limit ? heads.at(-1) : undefined;
  const near = last && { lastActivityAt: { [forward ? '$lte' : '$gte']: last.lastActivityAt } };
  const threads = await read<Thread>({
    sectionIds: [...new Set(heads.map(({ sectionId }) => sectionId))],
    ranges: ranges.map((range) => (near ? { $and: [range, near] } : range)),
    limit,
    $project: shown,
  });
  const items = distinct(threads.sort(nearestFirst))
    .filter((thread) => last === undefined || nearestFirst(thread, last) <= 0)
    .slice(0, limit);
  // Fewer, if some became active in between: the next page goes on from there.
  return { items, until: last && items.length < limit ? placeOf(last) : undefined };
};

const compared = (one: Head, other: Head): number =>
  one.lastActivityAt.getTime() - other.lastActivityAt.getTime() ||
  (one._id < other._id ? -1 : Number(one._id > other._id));

interface Wanted {
  readonly sectionIds: readonly string[];
  readonly ranges: readonly Filter<Document>[];
  /** Of each section and range. */
  readonly limit: number;
  readonly $project: Document;
}

/** The first threads of each range in each section, from the index of the section, by one query. */
const nextThreads =
  ({ sections }: Collections, $sort: Record<string, 1 | -1>) =>
  async <T extends Document>({ sectionIds, ranges, limit, $project }: Wanted): Promise<T[]> => {
    const lookups = ranges.map((range, at) => ({
      $lookup: {
        from: 'threads',
        localField: '_id',
        foreignField: 'sectionId',
        as: `range${at}`,
        pipeline: [{ $match: { state: 'visible', ...range } }, { $sort }, { $limit: limit }, { $project }],
      },
    }));
    const found = sections.aggregate<Record<string, T[]>>(
      [
        { $match: { _id: { $in: sectionIds } } },
        { $project: { _id: 1 } },
        ...lookups,
        { $project: { _id: 0 } },
      ],
      { batchSize: sectionIds.length + 1, ...patience },
    );
    return (await found.toArray()).flatMap((section) => Object.values(section).flat());
  };
