import { setTimeout as pause } from 'node:timers/promises';
import { causedBy, type Message, newId } from '@obey/choreography';
import type { News } from './news.js';
import type { Raise } from './raise.js';
import type { Say } from './say.js';
import type { FanOut } from './store/fan-outs.js';
import type { Store } from './store.js';

interface Deps {
  readonly store: Pick<Store, 'fanOuts' | 'subscriptions'>;
  readonly raise: Pick<Raise, 'forMany'>;
  readonly say: Say;
  /** How long a fan-out may rest before another instance goes on with it, in ms. */
  readonly leaseMs: number;
  readonly onTrouble: (what: string, error: unknown) => void;
  /** Users served in one go. */
  readonly batch?: number;
}

export interface FansOut {
  /**
   * Raises the news for all who watch its thread but these. Resolves when the first batch is served, which for most
   * threads is all; the rest goes on in the background, and is stored: a crash only delays it.
   */
  begin(news: News, message: Message, except?: readonly string[]): Promise<void>;
  /** Resolves when what runs has come to the end of its batch. */
  close(): Promise<void>;
}

/** Fan-outs that go on at once in one instance; they take turns by batches, so that a short one is not behind a long one. */
const atOnce = 2;

/**
 * Not all in the reaction: that would hold up its lane, and end at its time limit. What has been served, and what was said of
 * it, is stored batch by batch; who dies leaves it to a sweep of any instance.
 */
export const createFanOut = (deps: Deps): FansOut => {
  const { store, raise, say, leaseMs, onTrouble, batch = 200 } = deps;
  const { fanOuts, subscriptions } = store;
  const me = newId();
  const closing = new AbortController();
  const waiting = new Set<string>();
  const running = new Set<Promise<void>>();

  const guarded = async (fanOut: FanOut, work: () => Promise<boolean>): Promise<boolean> => {
    try {
      return await work();
    } catch (error) {
      await fanOuts.release(fanOut, new Date(Date.now() + retryMs)).catch(() => {});
      throw error;
    }
  };

  /** One batch; false where there is nothing more to do here. */
  const step = async (id: string): Promise<boolean> => {
    const fanOut = await fanOuts.claim(id, me, leaseMs);
    return fanOut !== null && guarded(fanOut, () => goOnFrom(fanOut));
  };

  // Who died after this was said, and before it was noted, said it.
  const goOnFrom = async (fanOut: FanOut): Promise<boolean> => {
    const told = await fanOuts.told(fanOut);
    if (told === null) return serve(fanOut);
    await fanOuts.advance(fanOut, told.upTo, false);
    return true;
  };

  const serve = async (fanOut: FanOut): Promise<boolean> => {
    const { news, threadId, except, cause, after } = fanOut;
    const userIds = await subscriptions.watchers(threadId, after, batch);
    const last = userIds.at(-1) ?? after;
    const heard = userIds.filter((userId) => !except.includes(userId));
    const raised = await raise.forMany(heard, news);
    const upTo = await fanOuts.tell(fanOut, last, (await say(raised, cause)).flat());
    const done = userIds.length < batch && upTo >= last;
    await fanOuts.advance(fanOut, upTo, done);
    return !done;
  };

  const turn = async (id: string) => {
    try {
      if (await step(id)) waiting.add(id);
    } catch (error) {
      onTrouble(`The fan-out ${id} has failed, and is tried again`, error);
    }
  };

  const goOn = () => {
    for (const id of waiting) {
      if (running.size >= atOnce || closing.signal.aborted) return;
      waiting.delete(id);
      const taking: Promise<void> = turn(id).finally(() => {
        running.delete(taking);
        goOn();
      });
      running.add(taking);
    }
  };

  const sweep = async () => {
    while (!closing.signal.aborted) {
      try {
        for (const id of await fanOuts.left(100)) waiting.add(id);
        goOn();
      } catch (error) {
        onTrouble('Fan-outs that were left were not looked for', error);
      }
      await pause(Math.min(2_000, leaseMs), undefined, { signal: closing.signal }).catch(() => {});
    }
  };
  const sweeping = sweep();

  return {
    begin: async (news, message, except = []) => {
      const { causeId: _id, kind, thread } = news;
      if (thread === undefined) throw new TypeError(`News of ${kind} is about no thread that is watched`);
      const fanOut = { _id, news, threadId: thread.threadId, except, cause: causedBy(message) };
      const begun = await fanOuts.begin(fanOut, me, leaseMs);
      const goesOn = begun ? await guarded(begun, () => serve(begun)) : await step(_id);
      if (!goesOn) return;
      waiting.add(_id);
      goOn();
    },
    close: async () => {
      closing.abort();
      await sweeping;
      await Promise.all(running);
    },
  };
};

/** How long a batch that has failed rests, in ms. */
const retryMs = 1_000;
