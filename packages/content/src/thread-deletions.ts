import { ContentThreadDeleted, ContentThreadRestored } from '@obey/contracts';
import { refuse } from '@obey/service-kit';
import type { By, Changed, Deps } from './deps.js';
import { mayIn } from './places.js';
import { toldOfAuthoredThread } from './replies.js';
import type { Because } from './shapes.js';
import type { Thread } from './store.js';
import { changeThread, checkMayChange, checkModerates } from './thread-changes.js';
import { writerOf } from './writers.js';

/**
 * Deletes a thread, and tells it: from then on only moderators find it, and its posts. Its author may do so as
 * long as nobody else has written in it.
 */
export const deleteThread = async (
  deps: Deps,
  { user, cause, ifMatch }: By & Changed,
  threadId: string,
  { reason }: Because,
): Promise<void> => {
  const { runtime } = deps;
  const writer = await writerOf(deps, user);
  await changeThread(deps, { threadId, writer, ifMatch }, (placed) => {
    const { thread, place } = placed;
    checkMayChange(writer, placed);
    if (thread.state === 'deleted') return undefined;
    const moderates = mayIn(place, 'moderate', writer);
    if (!moderates) checkNobodyElseWrote(thread);
    const why = reason === undefined ? {} : { reason };
    const deleted = { ...toldOfAuthoredThread(placed), deletedBy: writer.userId, ...why };
    return {
      set: { state: 'deleted', deletion: { at: new Date(), by: writer.userId, ...why } },
      // Who replied meanwhile may not be swept away with it.
      ...(!moderates && { provided: { alone: true } }),
      told: [runtime.compose(ContentThreadDeleted, deleted, { cause })],
    };
  });
};

/** Undoes the deletion of a thread, and tells it. */
export const restoreThread = async (
  deps: Deps,
  { user, cause, ifMatch }: By & Changed,
  threadId: string,
): Promise<void> => {
  const { runtime } = deps;
  const writer = await writerOf(deps, user);
  await changeThread(deps, { threadId, writer, ifMatch }, (placed) => {
    checkModerates(writer, placed.place);
    if (placed.thread.state === 'visible') return undefined;
    const thread: Thread = { ...placed.thread, state: 'visible' };
    const restored = { ...toldOfAuthoredThread({ ...placed, thread }), restoredBy: writer.userId };
    return {
      set: { state: 'visible' },
      unset: ['deletion'],
      told: [runtime.compose(ContentThreadRestored, restored, { cause })],
    };
  });
};

const checkNobodyElseWrote = ({ alone }: Thread) => {
  if (alone) return;
  const detail = 'Others have replied in this thread; ask a moderator to delete it';
  refuse('conflict', 'content.thread-replied', detail);
};
