import {
  type PageQuery,
  type Place,
  type Searched,
  type Stretch,
  searchedPage,
  type User,
} from '@obey/service-kit';
import type { Document } from 'mongodb';
import type { Deps } from './deps.js';
import { upserted } from './duplicates.js';
import { foreign } from './keysets.js';
import type { ReadUpTo } from './shapes.js';
import { patience, type Store, shown, type Thread } from './store.js';
import { ofUser } from './subscriptions.js';
import { placedIn, type Viewer, visiblePlaces, visibleThread } from './visible.js';
import { viewerOf } from './writers.js';

/** Notes how far a user has read in a thread. It only rises, and never past the last post. */
export const markRead = async (
  { store }: Deps,
  user: User,
  threadId: string,
  { number }: ReadUpTo,
): Promise<void> => {
  const { thread } = await visibleThread(store, threadId, viewerOf(user));
  await noteRead(store, threadId, user.id, Math.min(number, thread.postCount));
};

/** Who has just written a post has read it, but not those before it that they have not read. */
export const noteWritten = async (
  store: Pick<Store, 'readings'>,
  threadId: string,
  userId: string,
  number: number,
): Promise<void> => {
  if (number === 1) return noteRead(store, threadId, userId, number);
  const next = { _id: ofUser(threadId, userId), lastRead: number - 1 };
  await store.readings.updateOne(next, { $set: { lastRead: number } });
};

const noteRead = async (
  { readings }: Pick<Store, 'readings'>,
  threadId: string,
  userId: string,
  number: number,
): Promise<void> => {
  const _id = ofUser(threadId, userId);
  const change = { $max: { lastRead: number }, $setOnInsert: { threadId, userId } };
  await upserted(() => readings.updateOne({ _id }, change, { upsert: true }));
};

/** How far somebody has read in each of these threads, by one query; where nothing is noted, there is nothing. */
export const readUpTo = async (
  { readings }: Store,
  { userId }: NonNullable<Viewer>,
  threadIds: readonly string[],
): Promise<ReadonlyMap<string, number>> => {
  const ids = threadIds.map((threadId) => ofUser(threadId, userId));
  const options = { projection: { threadId: 1, lastRead: 1 }, batchSize: ids.length + 1 };
  const found = await readings.find({ _id: { $in: ids } }, options).toArray();
  return new Map(found.map(({ threadId, lastRead }) => [threadId, lastRead]));
};

/** How many of the threads that somebody follows are looked at for one page. */
const mostLookedAt = 1_000;

/**
 * The threads that a user tracks or watches and has not read to the end, by their age, the newest first. Where that many
 * are read to the end, the page is short, and the next one goes on from there.
 */
export const unreadThreads = async ({ store }: Deps, user: User, query: PageQuery) => {
  const places = await visiblePlaces(store, viewerOf(user));
  const found = await searchedPage<Thread>(query, {
    of: ['unread', user.id],
    placeOf: ({ _id }) => [_id],
    search: (stretch) => unreadIn(store, [...places.keys()], user.id, stretch),
  });
  return { ...found, items: placedIn(places, found.items) };
};

const unreadIn = async (
  { subscriptions }: Store,
  sectionIds: readonly string[],
  userId: string,
  { from, direction, limit }: Stretch,
): Promise<Searched<Thread>> => {
  const [past, sign] = direction === 'after' ? (['$lt', -1] as const) : (['$gt', 1] as const);
  const beyond = from && { [past]: placeId(from) };
  const sort = { threadId: sign };
  const [edge] = await subscriptions
    .find(
      { userId, ...(beyond && { threadId: beyond }) },
      { sort, skip: mostLookedAt, limit: 1, projection: { _id: 0, threadId: 1 }, ...patience },
    )
    .toArray();
  const looked = { ...beyond, ...(edge && { [direction === 'after' ? '$gte' : '$lte']: edge.threadId }) };
  const items = await subscriptions
    .aggregate<Thread>(
      [
        {
          $match: {
            userId,
            level: { $in: ['tracking', 'watching'] },
            ...((beyond || edge) && { threadId: looked }),
          },
        },
        { $sort: sort },
        ...withUnread(sectionIds),
        { $limit: limit },
        { $replaceRoot: { newRoot: '$thread' } },
        { $project: shown },
      ],
      { batchSize: limit + 1, ...patience },
    )
    .toArray();
  return { items, until: edge && [edge.threadId] };
};

const withUnread = (sectionIds: readonly string[]): Document[] => [
  { $lookup: { from: 'threads', localField: 'threadId', foreignField: '_id', as: 'thread' } },
  { $unwind: '$thread' },
  { $match: { 'thread.state': 'visible', 'thread.sectionId': { $in: sectionIds } } },
  { $lookup: { from: 'readings', localField: '_id', foreignField: '_id', as: 'reading' } },
  { $unwind: { path: '$reading', preserveNullAndEmptyArrays: true } },
  { $match: { $expr: { $gt: ['$thread.postCount', { $ifNull: ['$reading.lastRead', 0] }] } } },
];

const placeId = ([id, ...more]: Place): string =>
  typeof id === 'string' && more.length === 0 ? id : foreign();
