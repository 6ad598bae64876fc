import { setTimeout as pause } from 'node:timers/promises';
import type { Runtime } from '@obey/choreography';
import { AuthUserChanged } from '@obey/contracts';
import type { Logger } from './logger.js';
import { type RoleBook, roleNamed } from './roles.js';
import type { Store } from './store.js';
import { publicUser, type StoredUser, type User } from './users.js';

interface Deps {
  readonly store: Store;
  readonly runtime: Runtime;
  readonly log: Logger;
}

/** The newest role of a user that changed after their rights were last told; undefined if there is none. */
const newerRole = ({ roles, book: told }: StoredUser, book: RoleBook) =>
  roles
    .flatMap((name) => roleNamed(book, name) ?? [])
    .filter(({ version }) => version > told)
    .toSorted((one, other) => other.version - one.version)[0];

/**
 * Tells of everybody who holds a role that has changed since their rights were last told: the next version of the
 * user, in the flow of what changed the role. Resolves with how many those were. What is left to tell stands in
 * the users themselves, so any instance may do this at any time, and after any crash; of two at once, one tells.
 */
export const tellHolders = async ({ store, runtime, log }: Deps, signal?: AbortSignal): Promise<number> => {
  let told = 0;
  while (!signal?.aborted) {
    const ids = await store.users.toldBefore(await store.roles.book(), 100);
    if (ids.length === 0) break;
    for (const id of ids) {
      if (signal?.aborted) break;
      let newer: ReturnType<typeof newerRole>;
      const decide = (user: User, book: RoleBook) => {
        newer = newerRole(user, book);
        return newer ? { ...user } : user;
      };
      const tell = (user: User) => {
        const options = newer?.cause && { cause: newer.cause };
        return [runtime.compose(AuthUserChanged, publicUser(user, new Date()), options)];
      };
      const user = await store.users.change(id, decide, tell);
      if (!newer) continue;
      told += 1;
      log.info(
        { userId: id, role: newer.name, version: user?.version },
        'user changed by a change of a role',
      );
    }
  }
  return told;
};

/**
 * Tells holders soon after each change of a role here, and looks every `everyMs` for what another instance has
 * left behind, or what was granted by the roles as they were before. `close` resolves when nothing of it runs.
 */
export const watchHolders = (deps: Deps, { everyMs }: { everyMs: number }) => {
  const closing = new AbortController();
  let wake = new AbortController();

  const rest = async () => {
    const signal = AbortSignal.any([closing.signal, wake.signal]);
    // Being woken is no fault: there is only less to wait for.
    await pause(everyMs, undefined, { signal }).catch(() => undefined);
  };

  const watch = async () => {
    while (!closing.signal.aborted) {
      wake = new AbortController();
      try {
        await tellHolders(deps, closing.signal);
      } catch (error) {
        deps.log.warn({ err: error }, 'telling of the holders of a role failed; it is tried again');
      }
      await rest();
    }
  };
  const watching = watch();

  return {
    tellSoon: () => wake.abort(),
    close: async () => {
      closing.abort();
      await watching;
    },
  };
};

export type Holders = ReturnType<typeof watchHolders>;
