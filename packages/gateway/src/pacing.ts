import type { ServerResponse } from 'node:http';
import type { Controller } from './exchange.js';
import type { Shares } from './shares.js';

interface Patience {
  readonly longestMs: number;
  /** How many answers wait for the clients of one network. */
  readonly waiting: Shares;
}

/** Watches over the pauses of an answer. */
export type Pacing = (controller: Controller, response: ServerResponse, address: string) => Controller;

/** A client that reads has many pauses that are shorter than this, and many answers in one at once. */
const shortMs = 1_000;

/**
 * An answer that waits for its client holds a connection to its service. So a client that takes nothing for so long loses its own, and
 * so do those of one network that have more waiting answers than their share. What takes its time to be compressed is no client's wait.
 */
export const createPacing =
  ({ longestMs, waiting }: Patience): Pacing =>
  (controller, response, address) => {
    /** While it is paused. */
    let timer: NodeJS.Timeout | undefined;
    let leave: (() => void) | undefined;
    // Twice, since a gateway that is late itself sees waits that are none.
    const look = (waited: boolean): void => {
      timer = setTimeout(() => {
        const waits = response.writableNeedDrain;
        if (!waits || !waited) return look(waits);
        leave = waiting.take(address);
        if (leave === undefined) response.destroy();
      }, shortMs / 2);
    };
    const end = () => {
      clearTimeout(timer);
      timer = undefined;
      leave?.();
      leave = undefined;
    };
    return {
      pause: () => {
        controller.pause();
        if (timer !== undefined || response.destroyed) return;
        look(false);
        response.once('close', end);
        // As long as some of what waits is taken, it is no silence to the socket.
        response.socket?.setTimeout(longestMs);
      },
      resume: () => {
        if (timer !== undefined) {
          response.socket?.setTimeout(0);
          response.off('close', end);
          end();
        }
        controller.resume();
      },
      abort: (reason) => controller.abort(reason),
    };
  };
