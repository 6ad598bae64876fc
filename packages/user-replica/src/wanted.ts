import { asideOfDeadline, Stopping } from '@obey/choreography';

/** Users that somebody would like to see, and nobody waits for. */
export interface Wanted {
  /** Has auth asked about them before long; those that are asked about already, once only. */
  want(userIds: Iterable<string>): void;
  close(): void;
}

interface WantedOptions {
  readonly ask: (userId: string) => Promise<unknown>;
  readonly onTrouble: (what: string, error: unknown) => void;
  /** Questions at once. */
  readonly concurrency?: number;
  /** Users that may wait; past it the next reader brings them again. */
  readonly capacity?: number;
  /** The pause after a failure doubles from the first to the second of these. */
  readonly pauseMs?: readonly [number, number];
}

/**
 * Asks in the background, a few questions at once. While auth does not answer it pauses, and then tries with one
 * question whether auth is back; who was not answered about waits on.
 */
export const createWanted = (options: WantedOptions): Wanted => {
  const { ask, onTrouble, concurrency = 4, capacity = 1_000, pauseMs = [250, 5_000] } = options;
  const waiting = new Set<string>();
  const asking = new Set<string>();
  let failures = 0;
  let pause: NodeJS.Timeout | undefined;
  let closed = false;

  const begin = () => {
    const atOnce = failures > 0 ? 1 : concurrency;
    for (const userId of waiting) {
      if (closed || pause !== undefined || asking.size >= atOnce) return;
      waiting.delete(userId);
      asking.add(userId);
      void settle(userId);
    }
  };

  const settle = async (userId: string) => {
    try {
      await ask(userId);
      failures = 0;
    } catch (error) {
      waiting.add(userId);
      rest(error);
    }
    asking.delete(userId);
    begin();
  };

  const rest = (error: unknown) => {
    if (error instanceof Stopping) close();
    // Questions that were under way together fail together: that is one failure.
    if (closed || pause !== undefined) return;
    failures += 1;
    if (failures === 1)
      onTrouble('Users not known here are shown by id, because auth does not answer', error);
    const ms = Math.min(pauseMs[1], pauseMs[0] * 2 ** (failures - 1)) * (0.5 + Math.random() / 2);
    pause = setTimeout(() => {
      pause = undefined;
      begin();
    }, ms).unref();
  };

  const close = () => {
    closed = true;
    clearTimeout(pause);
    waiting.clear();
  };

  return {
    want: (userIds) => {
      if (closed) return;
      for (const userId of userIds) {
        if (waiting.size >= capacity) break;
        if (!asking.has(userId)) waiting.add(userId);
      }
      asideOfDeadline(begin);
    },
    close,
  };
};
