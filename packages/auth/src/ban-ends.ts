import { setTimeout as pause } from 'node:timers/promises';
import type { Runtime } from '@obey/choreography';
import { AuthUserChanged, AuthUserUnbanned } from '@obey/contracts';
import type { Logger } from './logger.js';
import type { Store } from './store.js';
import { publicUser, type User } from './users.js';

interface Deps {
  readonly store: Store;
  readonly runtime: Pick<Runtime, 'compose'>;
  readonly log: Logger;
}

/** The user without a ban whose time is over; the very same user if there is none. */
const released = (user: User, now: Date): User =>
  user.ban?.until && user.ban.until <= now ? { ...user, ban: null } : user;

/**
 * Ends the ban of a user if its time is over, and says so in the same write. Of several who try at once one
 * does; a ban that was changed or lifted meanwhile is left as it is.
 */
export const endBan =
  ({ store, runtime, log }: Deps) =>
  async (userId: string): Promise<void> => {
    const now = new Date();
    let isReleased = false;
    const decide = (user: User) => {
      const after = released(user, now);
      isReleased = after !== user;
      return after;
    };
    await store.users.change(userId, decide, (user) => [
      runtime.compose(AuthUserUnbanned, { userId }),
      runtime.compose(AuthUserChanged, publicUser(user, now)),
    ]);
    if (isReleased) log.info({ userId }, 'a ban is over');
  };

const everyMs = 1_000;

/** Ends the bans whose time is over, whichever instance imposed them, until the function it returns is called. */
export const endBansInTime = (deps: Deps): (() => Promise<void>) => {
  const { store, log } = deps;
  const end = endBan(deps);
  const closing = new AbortController();
  const sweep = async () => {
    for (const userId of await store.users.withBanOver(new Date())) await end(userId);
  };
  const watch = async () => {
    while (!closing.signal.aborted) {
      await sweep().catch((error: unknown) =>
        log.warn({ err: error }, 'bans that are over could not be ended; it is tried again'),
      );
      await pause(everyMs, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  };
  const watching = watch();
  return async () => {
    closing.abort();
    await watching;
  };
};
