import type { Outgoing } from '@obey/choreography';
import { type IfMatch, refuse } from '@obey/service-kit';
import type { Filter } from 'mongodb';
import { changeVersioned } from './changing.js';
import type { Deps } from './deps.js';
import { checkUnlocked } from './locked.js';
import { mayIn, type Place } from './places.js';
import { shown, type Thread } from './store.js';
import type { Writer } from './users.js';
import { type PlacedThread, type Viewer, visibleThread } from './visible.js';

/** What becomes of a thread, and what is told of it. */
export interface Change {
  readonly set?: Partial<Thread>;
  readonly unset?: readonly (keyof Thread)[];
  /** What must still be so when it is written, besides the version. */
  readonly provided?: Filter<Thread>;
  readonly told: readonly Outgoing[];
}

interface Changing {
  readonly threadId: string;
  readonly writer: Writer;
  readonly ifMatch?: IfMatch | undefined;
}

/** Changes a thread as `decide` says, and tells of it; where that is undefined, nothing is written or told. */
export const changeThread = (
  { store }: Pick<Deps, 'store'>,
  { threadId, writer, ifMatch }: Changing,
  decide: (placed: PlacedThread) => Promise<Change | undefined> | Change | undefined,
): Promise<PlacedThread> =>
  changeVersioned<Versioned, Change>({
    ifMatch,
    read: async () => withVersion(await visibleThread(store, threadId, writer)),
    decide,
    write: async (before, { set = {}, unset = [], provided = {}, told }) => {
      const thread = await store.threads.findOneAndUpdate(
        { _id: threadId, version: before.version, ...provided },
        {
          ...(Object.keys(set).length > 0 && { $set: set }),
          ...(unset.length > 0 && { $unset: Object.fromEntries(unset.map((field) => [field, ''])) }),
          $inc: { version: 1 },
          ...(told.length > 0 && store.outboxes.threads.push(told)),
        },
        { returnDocument: 'after', projection: shown },
      );
      if (thread === null) return null;
      if (told.length > 0) store.outboxes.threads.relay(threadId);
      return withVersion({ ...before, thread });
    },
  });

type Versioned = PlacedThread & Pick<Thread, 'version'>;

const withVersion = (placed: PlacedThread): Versioned => ({ ...placed, version: placed.thread.version });

/** Refuses who may see a place, but not moderate it. */
export const checkModerates = (viewer: Viewer, place: Place): void => {
  if (mayIn(place, 'moderate', viewer)) return;
  refuse('forbidden', 'content.moderators-only', 'Only those who moderate this section may do that');
};

/** Refuses who neither moderates the place nor wrote the thread; its author too, once it is locked. */
export const checkMayChange = (writer: Writer, { thread, place }: PlacedThread): void => {
  if (mayIn(place, 'moderate', writer)) return;
  if (thread.authorId !== writer.userId || !mayIn(place, 'editOwn', writer))
    refuse('forbidden', 'content.not-yours', 'Only its author and moderators may change a thread');
  checkUnlocked(thread, place, writer);
};

/** Refuses to change a thread that is deleted. */
export const checkNotDeleted = ({ _id, state }: Thread): void => {
  if (state === 'visible') return;
  refuse('conflict', 'content.thread-deleted', `The thread ${_id} is deleted; restore it first`);
};
