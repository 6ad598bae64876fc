import { newId } from '@obey/choreography';
import type { Person } from '@obey/contracts';
import type { Redis } from 'ioredis';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { Alert } from './alert.js';
import type { Shown } from './shown.js';
import type { Store } from './store.js';

interface Deps {
  readonly redis: Redis;
  readonly store: { readonly alerts: Pick<Store['alerts'], 'list'> };
  readonly shown: Shown;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/** A user, and the version of them that says what they may see. */
export interface Viewer extends Person {
  readonly version: number;
}

export interface Unread {
  /** How many unread alerts the user has that they may see. */
  count(viewer: Viewer): Promise<number>;
  /** The alerts of these users are others now. Never throws: what Redis has not heard it hears later. */
  changed(userIds: readonly string[]): Promise<void>;
  /** Some thread or post is to be seen by others now. Throws where Redis does not hear of it. */
  othersMaySee(): Promise<void>;
  close(): void;
}

const Cached = Compile(Type.Object({ count: Type.Integer(), version: Type.Integer(), seen: Type.String() }));

type Begun =
  | { readonly kind: 'known'; readonly count: number }
  | { readonly kind: 'marked'; readonly mark: string; readonly seen: string };

/** Alerts looked at in one go. */
const batch = 500;
const keepS = 60;

/**
 * Stores the count if nothing has changed since it was begun to be derived.
 * KEYS[1] the count; ARGV[1] what stood there since then, ARGV[2] the count, ARGV[3] for how many seconds.
 */
const storeIfUnchanged = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
return 1
`;

/**
 * Derived from the alerts, never added up, and kept in Redis for a minute. Who derives it leaves a mark first; each change
 * deletes what stands there, the mark too, after it was written: so a count that misses a change is not stored behind it.
 */
export const createUnread = ({ redis, store, shown, onTrouble }: Deps): Unread => {
  const keyOf = (userId: string) => `{alerts}:unread:${userId}`;
  const seenKey = '{alerts}:seen';
  /** Whose counts Redis did not forget when it should have. */
  const owed = new Set<string>();
  let paying: NodeJS.Timeout | undefined;

  const derive = async (viewer: Person): Promise<number> => {
    let count = 0;
    let last: Alert | undefined;
    for (;;) {
      const stretch = { unread: true, from: last, direction: 'after', limit: batch } as const;
      const found = await store.alerts.list(viewer.userId, stretch);
      count += (await shown(viewer, found)).length;
      last = found.at(-1);
      if (found.length < batch) return count;
    }
  };

  const cached = (json: string | null | undefined, { version }: Viewer, seen: string): number | undefined => {
    const value: unknown = json?.startsWith('{') ? JSON.parse(json) : undefined;
    return Cached.Check(value) && value.version === version && value.seen === seen ? value.count : undefined;
  };

  /** The count as it is cached, or how it may be; undefined where Redis does not serve. */
  const begin = async (viewer: Viewer): Promise<Begun | undefined> => {
    try {
      const key = keyOf(viewer.userId);
      const [json, seen] = await redis.mget(key, seenKey);
      const known = cached(json, viewer, seen ?? '');
      if (known !== undefined) return { kind: 'known', count: known };
      const mark = newId();
      await redis.set(key, mark, 'EX', keepS);
      return { kind: 'marked', mark, seen: seen ?? '' };
    } catch (error) {
      onTrouble('Unread alerts were counted without Redis', error);
      return undefined;
    }
  };

  const forget = async (userIds: readonly string[]) => {
    try {
      if (userIds.length > 0) await redis.unlink(...userIds.map(keyOf));
    } catch (error) {
      onTrouble('Unread counts of users are behind until Redis is back', error);
      if (owed.size === 0) payLater();
      for (const userId of userIds) owed.add(userId);
    }
  };
  const payLater = () => {
    paying = setTimeout(() => {
      const userIds = [...owed];
      owed.clear();
      void forget(userIds);
    }, 500).unref();
  };

  return {
    count: async (viewer) => {
      const begun = owed.has(viewer.userId) ? undefined : await begin(viewer);
      if (begun?.kind === 'known') return begun.count;
      const count = await derive(viewer);
      if (begun !== undefined) {
        const value = JSON.stringify({ count, version: viewer.version, seen: begun.seen });
        await redis
          .eval(storeIfUnchanged, 1, keyOf(viewer.userId), begun.mark, value, keepS)
          .catch((error: unknown) => onTrouble('An unread count was not kept in Redis', error));
      }
      return count;
    },
    changed: forget,
    othersMaySee: async () => {
      await redis.incr(seenKey);
    },
    close: () => clearTimeout(paying),
  };
};
