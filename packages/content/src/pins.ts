import type { By, Changed, Deps } from './deps.js';
import { changeThread, checkModerates, checkNotDeleted } from './thread-changes.js';
import { writerOf } from './writers.js';

/** Pins a thread: the lists of its section show it first. One that is pinned stays as it is. */
export const pinThread = async (
  deps: Deps,
  { user, ifMatch }: By & Changed,
  threadId: string,
): Promise<void> => {
  const writer = await writerOf(deps, user);
  await changeThread(deps, { threadId, writer, ifMatch }, ({ thread, place }) => {
    checkModerates(writer, place);
    checkNotDeleted(thread);
    if (thread.pinned) return undefined;
    return { set: { pinned: true, pin: { at: new Date(), by: writer.userId } }, told: [] };
  });
};

export const unpinThread = async (
  deps: Deps,
  { user, ifMatch }: By & Changed,
  threadId: string,
): Promise<void> => {
  const writer = await writerOf(deps, user);
  await changeThread(deps, { threadId, writer, ifMatch }, ({ thread, place }) => {
    checkModerates(writer, place);
    checkNotDeleted(thread);
    if (!thread.pinned) return undefined;
    return { set: { pinned: false }, unset: ['pin'], told: [] };
  });
};
