import type { Runtime } from '@obey/choreography';
import { AuthGetUserById, type User } from '@obey/contracts';
import type { Memory } from './memory.js';
import type { Confirmation, Copy, ReplicaField, ReplicaForm } from './replica.js';
import type { Staleness } from './staleness.js';
import type { Store } from './store.js';

interface Deps<F extends ReplicaField> {
  readonly runtime: Pick<Runtime, 'ask'>;
  readonly memory: Memory<F>;
  readonly store: Store<F>;
  readonly form: ReplicaForm<F>;
  readonly staleness: Staleness;
  readonly now: () => number;
}

export interface Learn<F extends ReplicaField> {
  /** Takes a user as auth has told of them; gives the newest copy there is afterwards. */
  learn(user: User, confirmation: Confirmation): Promise<Copy<F>>;
  /** Asks auth, and waits so long at the most; undefined: there is no such user. Throws `AskTimeout` or `AskFailed`. */
  ask(userId: string, timeoutMs?: number): Promise<Copy<F> | undefined>;
}

/** What auth says, into memory and Redis: the newer version stays in both. */
export const createLearn = <F extends ReplicaField>(deps: Deps<F>): Learn<F> => {
  const { runtime, memory, store, form, staleness, now } = deps;

  // Memory first: from here on this process shows no older version, whatever becomes of the write.
  const learn = async (user: User, confirmation: Confirmation) => {
    const remembered = memory.recall(user.userId);
    const copy = memory.keep({ replica: form.select(user), ...confirmation });
    if (remembered?.kind === 'known') staleness.replaced('memory', remembered.copy.replica.version, copy);
    const written = await store.write(copy);
    if (written.kind === 'stored') staleness.replaced('redis', written.over, copy);
    return memory.keep((written.kind === 'kept' ? written.copy : undefined) ?? copy);
  };

  return {
    learn,
    ask: async (userId, timeoutMs) => {
      // The answer is as of now, or later.
      const at = now();
      const within = timeoutMs === undefined ? {} : { timeoutMs };
      const { user } = await runtime.ask(AuthGetUserById, { userId }, within);
      if (user !== null) return learn(user, { source: 'answer', at });
      memory.keepAbsent(userId);
      // An event may have told of the user while auth's answer was under way.
      const remembered = memory.recall(userId);
      return remembered?.kind === 'known' ? remembered.copy : undefined;
    },
  };
};
