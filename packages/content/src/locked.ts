import { refuse } from '@obey/service-kit';
import { isDeniedIn, mayIn, type Place } from './places.js';
import type { Thread } from './store.js';
import type { Writer } from './users.js';
import { may } from './writers.js';

/** The permission to lock and unlock threads everywhere, and to write in locked ones; moderators of a place may too. */
export const lockThreads = 'threads.lock';

/** Whoever is denied to moderate a place may not lock there either, whatever they hold. */
export const mayLock = (writer: Writer, place: Place): boolean =>
  mayIn(place, 'moderate', writer) || (may(writer, lockThreads) && !isDeniedIn(place, 'moderate', writer));

/** Refuses a post in a locked thread by somebody who could not unlock it. */
export const checkUnlocked = ({ _id, lock }: Thread, place: Place, writer: Writer): void => {
  if (lock === undefined || mayLock(writer, place)) return;
  refuse('conflict', 'content.thread-locked', `The thread ${_id} is locked, and takes no posts`);
};
