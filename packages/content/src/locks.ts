import { ContentThreadLocked, ContentThreadUnlocked } from '@obey/contracts';
import { refuse } from '@obey/service-kit';
import type { By, Changed, Deps } from './deps.js';
import { lockThreads, mayLock } from './locked.js';
import type { Place } from './places.js';
import { toldOfAuthoredThread } from './replies.js';
import type { Because } from './shapes.js';
import { changeThread, checkNotDeleted } from './thread-changes.js';
import type { Writer } from './users.js';
import { writerOf } from './writers.js';

/** Locks a thread and tells it. One that is locked stays as it is, and nothing is told. */
export const lockThread = async (
  deps: Deps,
  { user, cause, ifMatch }: By & Changed,
  threadId: string,
  { reason }: Because,
): Promise<void> => {
  const writer = await writerOf(deps, user);
  await changeThread(deps, { threadId, writer, ifMatch }, (placed) => {
    checkMayLock(writer, placed.place);
    checkNotDeleted(placed.thread);
    if (placed.thread.lock) return undefined;
    const why = reason === undefined ? {} : { reason };
    const locked = { ...toldOfAuthoredThread(placed), lockedBy: writer.userId, ...why };
    return {
      set: { lock: { at: new Date(), by: writer.userId, ...why } },
      told: [deps.runtime.compose(ContentThreadLocked, locked, { cause })],
    };
  });
};

/** Unlocks a thread and tells it, if it is locked. */
export const unlockThread = async (
  deps: Deps,
  { user, cause, ifMatch }: By & Changed,
  threadId: string,
): Promise<void> => {
  const writer = await writerOf(deps, user);
  await changeThread(deps, { threadId, writer, ifMatch }, (placed) => {
    checkMayLock(writer, placed.place);
    checkNotDeleted(placed.thread);
    if (!placed.thread.lock) return undefined;
    const unlocked = { ...toldOfAuthoredThread(placed), unlockedBy: writer.userId };
    return { unset: ['lock'], told: [deps.runtime.compose(ContentThreadUnlocked, unlocked, { cause })] };
  });
};

const checkMayLock = (writer: Writer, place: Place) => {
  if (mayLock(writer, place)) return;
  refuse('forbidden', 'permission.missing', `This needs the permission ${lockThreads}, or a moderator`);
};
