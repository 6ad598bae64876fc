import { ContentThreadMoved } from '@obey/contracts';
import type { By, Changed, Deps } from './deps.js';
import { toldOfAuthoredThread } from './replies.js';
import type { Move } from './shapes.js';
import { changeThread, checkModerates, checkNotDeleted } from './thread-changes.js';
import { visiblePlace } from './visible.js';
import { writerOf } from './writers.js';

/** Moves a thread to another section, of whichever category, and tells it; there already, it stays. */
export const moveThread = async (
  deps: Deps,
  { user, cause, ifMatch }: By & Changed,
  threadId: string,
  { sectionId }: Move,
): Promise<void> => {
  const { store, runtime } = deps;
  const writer = await writerOf(deps, user);
  await changeThread(deps, { threadId, writer, ifMatch }, async ({ thread, place }) => {
    checkModerates(writer, place);
    const target = await visiblePlace(store, sectionId, writer);
    checkModerates(writer, target);
    checkNotDeleted(thread);
    if (thread.sectionId === sectionId) return undefined;
    const told = toldOfAuthoredThread({ thread: { ...thread, sectionId }, place: target });
    const moved = { ...told, fromSectionId: thread.sectionId, movedBy: writer.userId };
    return { set: { sectionId }, told: [runtime.compose(ContentThreadMoved, moved, { cause })] };
  });
};
