import { hostname, userInfo } from 'node:os';
import { compose, newId } from '@obey/choreography';
import type { Connection } from '@obey/choreography/inspection';
import { OperatorDeedBegun, OperatorDeedEnded } from '@obey/contracts';
import { addMessage } from '../streams/add.js';

/** What is about to be done. */
interface Intent {
  readonly title: string;
  readonly steps: readonly string[];
}

/** How a deed ended, and what it changed. */
export interface Ending {
  readonly outcome: 'done' | 'failed' | 'interrupted';
  readonly counts: Readonly<Record<string, number>>;
  readonly error?: string;
}

export interface Deed {
  readonly id: string;
  ended(ending: Ending): Promise<void>;
}

const source = 'operator';
const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/**
 * Says on `events:{operator:0}` that somebody begins to do this, and later how it ended, for whoever keeps what was said. Rejects
 * with what Redis replied where that could not be written.
 */
export const beginDeed = async (redis: Connection, intent: Intent, reason: string): Promise<Deed> => {
  const deedId = newId();
  const steps = intent.steps.slice(0, 100).map((step) => cut(step, 500));
  const begun = compose(
    OperatorDeedBegun,
    {
      deedId,
      user: userOf(),
      host: hostname(),
      title: cut(intent.title, 500),
      steps,
      ...(reason !== '' && { reason: cut(reason, 1_000) }),
    },
    { source },
  );
  await addMessage(redis, OperatorDeedBegun, begun);
  return {
    id: deedId,
    ended: async ({ error, ...how }) => {
      const data = { deedId, ...how, ...(error !== undefined && { error: cut(error, 1_000) }) };
      const cause = { correlationId: begun.correlationId, causationId: begun.id };
      await addMessage(redis, OperatorDeedEnded, compose(OperatorDeedEnded, data, { source, cause }));
    },
  };
};

/** A container may run as a number that nobody has named. */
const userOf = () => {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? '?'}`;
  }
};
