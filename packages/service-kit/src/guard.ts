import type { Notification, Runtime } from '@obey/choreography';
import type { Logger } from 'pino';
import type { Static, TSchema } from 'typebox';
import { CLOCK_SKEW, LONGEST_LIFE } from './tokens.js';
import type { User } from './user.js';
import { createVoidedMemory, type Verdict, type Voided, verdictOf } from './voided.js';

/** Names a notification, and which tokens are void by it. */
export type VoidedBy = <D extends TSchema>(
  notification: Notification<D>,
  voids: (data: Static<D>) => Voided,
) => void;

interface Deps {
  readonly runtime: Pick<Runtime, 'follow'>;
  /** The notifications that tell of void tokens: names each of them to the function that it is given. */
  readonly voided: (by: VoidedBy) => void;
  readonly log: Logger;
  readonly now?: () => number;
}

/** Who may no longer act, though their access token has not expired. */
export interface Guard {
  /** Resolves when all is known that was said within the life of a token. */
  readonly ready: Promise<void>;
  verdict(user: User): Verdict;
  /** Calls `end` when this user's token is void by what is heard from now on, until the function it returns is called. */
  watch(user: User, end: () => void): () => void;
  close(): void;
}

/** So long after something was said a token from before may be good, be the clocks of both as they may. */
const REMEMBER_MS = (LONGEST_LIFE + CLOCK_SKEW) * 1_000;

/**
 * Hears, in every instance, which tokens are void, and remembers it until no such token lives any more. It
 * begins with what was said within the life of a token, which still stands on the streams: nobody is asked.
 */
export const createGuard = ({ runtime, voided: tellEach, log, now = Date.now }: Deps): Guard => {
  const memory = createVoidedMemory(now);
  const since = new Date(now() - REMEMBER_MS);
  const watched = new Map<string, Map<() => void, User>>();
  const subscriptions: { unsubscribe(): void }[] = [];
  const caughtUp: Promise<void>[] = [];

  const hear = (voided: Voided, time: string) => {
    memory.keep(voided, Date.parse(time) + REMEMBER_MS);
    for (const [end, user] of watched.get(voided.userId) ?? []) {
      const verdict = verdictOf(voided, user);
      if (verdict === undefined) continue;
      log.info(
        { userId: user.id, sessionId: user.sessionId, verdict },
        'A stream is ended: its token is void',
      );
      end();
    }
  };
  const by: VoidedBy = (notification, voids) => {
    caughtUp.push(
      new Promise((resolve) => {
        const following = runtime.follow(notification, { since, caughtUp: resolve });
        subscriptions.push(following.subscribe(({ data, time }) => hear(voids(data), time)));
      }),
    );
  };
  tellEach(by);

  return {
    ready: Promise.all(caughtUp).then(() => undefined),
    verdict: memory.verdict,
    watch: (user, end) => {
      const ofUser = watched.get(user.id) ?? new Map<() => void, User>();
      watched.set(user.id, ofUser.set(end, user));
      return () => {
        ofUser.delete(end);
        if (ofUser.size === 0 && watched.get(user.id) === ofUser) watched.delete(user.id);
      };
    },
    close: () => {
      for (const subscription of subscriptions) subscription.unsubscribe();
    },
  };
};
