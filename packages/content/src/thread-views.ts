import type { Static } from 'typebox';
import type { Deps } from './deps.js';
import { permalinkOf, type Slugs, slugging } from './permalinks.js';
import type { ThreadShape } from './shapes.js';
import type { Thread } from './store.js';
import { readUpTo } from './unread.js';
import { deedView, type NameOf, namesOf } from './views.js';
import type { PlacedThread, Viewer } from './visible.js';

/**
 * The threads as answers show them to this viewer: people by the names that they have now, and how far the viewer
 * has read, by one query for all of them.
 */
export const showThreads = async (deps: Deps, viewer: Viewer, placed: readonly PlacedThread[]) =>
  placed.map(await shower(deps, viewer, placed));

export const showThread = async (deps: Deps, viewer: Viewer, placed: PlacedThread) =>
  (await shower(deps, viewer, [placed]))(placed);

const shower = async ({ store, users }: Deps, viewer: Viewer, placed: readonly PlacedThread[]) => {
  const threads = placed.map(({ thread }) => thread);
  const [nameOf, lastReads] = await Promise.all([
    namesOf(users, threads.flatMap(namedIn)),
    viewer &&
      readUpTo(
        store,
        viewer,
        threads.map(({ _id }) => _id),
      ),
  ]);
  const slugs = slugging();
  return (one: PlacedThread) =>
    threadView(one.thread, slugs(one), nameOf, lastReads && (lastReads.get(one.thread._id) ?? 0));
};

const namedIn = ({ authorId, lock, pin, deletion }: Thread): string[] => [
  authorId,
  ...[lock, pin, deletion].flatMap((deed) => (deed ? [deed.by] : [])),
];

const threadView = (
  thread: Thread,
  slugs: Slugs,
  nameOf: NameOf,
  lastRead: number | undefined,
): Static<typeof ThreadShape> => ({
  id: thread._id,
  version: thread.version,
  sectionId: thread.sectionId,
  title: thread.title,
  slug: slugs.slug,
  permalink: permalinkOf(thread._id, slugs),
  author: nameOf(thread.authorId),
  openingPostId: thread.openingPostId,
  postCount: thread.postCount,
  lastRead: lastRead ?? null,
  unread: lastRead === undefined ? null : Math.max(0, thread.postCount - lastRead),
  createdAt: thread.createdAt.toISOString(),
  lastActivityAt: thread.lastActivityAt.toISOString(),
  lock: thread.lock ? deedView(thread.lock, nameOf) : null,
  pin: thread.pin ? { at: thread.pin.at.toISOString(), by: nameOf(thread.pin.by) } : null,
  state: thread.state,
  deletion: thread.deletion ? deedView(thread.deletion, nameOf) : null,
});
