import type { Outgoing } from './message.js';

/** Publishes, or postpones, a message. `found` where it stood on its stream already. */
export type Tell = (
  outgoing: Outgoing,
  options?: { since?: Date; withinMs?: number },
) => Promise<'added' | 'found'>;
