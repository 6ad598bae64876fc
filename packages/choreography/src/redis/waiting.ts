import type { Redis } from 'ioredis';
import type { Observer } from '../observe.js';
import type { Waiting } from '../transport.js';
import { endable, pause } from '../waiting.js';
import { giveUp } from './connection.js';
import { streamsIn } from './replies.js';

interface WaitingDeps {
  /** Waits for entries, and nothing else: a blocked connection serves no other command. */
  readonly blocking: Redis;
  /** A connection to the same server that does not block. */
  readonly redis: () => Redis | undefined;
  readonly blockMs: number;
  readonly observe: Observer;
}

/** XREAD BLOCK on a connection of its own, which another connection can end early. */
export const createWaiting = ({ blocking, redis, blockMs, observe }: WaitingDeps): Waiting => {
  const closing = endable();
  let connectionId: number | undefined;
  let readsBegun = 0;
  let reading = false;
  blocking.on('close', () => {
    connectionId = undefined;
  });

  // UNBLOCK may overtake the read that it is meant for, or that may not be sent yet, and is then sent again.
  const unblock = async () => {
    const meant = readsBegun;
    while (reading && readsBegun === meant && !closing.signal.aborted) {
      if (connectionId !== undefined && (await redis()?.client('UNBLOCK', connectionId)) === 1) return;
      await pause(2, closing.signal);
    }
  };

  return {
    read: async (after, count) => {
      // From here on it is to be woken, also while it finds out which connection it is.
      reading = true;
      readsBegun += 1;
      try {
        connectionId ??= Number(await blocking.client('ID'));
        const reply = await blocking.call(
          'XREAD',
          ...['COUNT', count, 'BLOCK', blockMs, 'STREAMS'],
          ...after.keys(),
          ...after.values(),
        );
        return streamsIn(reply);
      } catch (error) {
        if (error instanceof Error && error.message === 'Command timed out') giveUp(blocking);
        throw error;
      } finally {
        reading = false;
      }
    },
    wake: () => {
      unblock().catch((error: unknown) => observe({ kind: 'trouble', what: 'waking a reader', error }));
    },
    close: () => {
      if (closing.signal.aborted) return;
      closing.abort();
      blocking.disconnect();
    },
  };
};
