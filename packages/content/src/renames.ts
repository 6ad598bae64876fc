import { ContentThreadRenamed } from '@obey/contracts';
import type { By, Changed, Deps } from './deps.js';
import { toldOfAuthoredThread } from './replies.js';
import type { Rename } from './shapes.js';
import { changeThread, checkMayChange, checkNotDeleted } from './thread-changes.js';
import type { PlacedThread } from './visible.js';
import { writerOf } from './writers.js';

/** Gives a thread another title, and tells it. */
export const renameThread = async (
  deps: Deps,
  { user, cause, ifMatch }: By & Changed,
  threadId: string,
  { title }: Rename,
): Promise<PlacedThread> => {
  const writer = await writerOf(deps, user);
  return changeThread(deps, { threadId, writer, ifMatch }, ({ thread, place }) => {
    checkMayChange(writer, { thread, place });
    checkNotDeleted(thread);
    if (thread.title === title) return undefined;
    const told = toldOfAuthoredThread({ thread: { ...thread, title }, place });
    const renamed = { ...told, before: thread.title, renamedBy: writer.userId };
    return { set: { title }, told: [deps.runtime.compose(ContentThreadRenamed, renamed, { cause })] };
  });
};
