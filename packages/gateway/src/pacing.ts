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

/**
 * An answer that waits for its client holds a connection to its service. So a client that takes nothing for so long loses its own, and
 * so do those of one network that have more waiting answers than their share.
 */
export const createPacing =
  ({ longestMs, waiting }: Patience): Pacing =>
  (controller, response, address) => {
    let leave: (() => void) | undefined;
    return {
      pause: () => {
        controller.pause();
        if (leave !== undefined) return;
        leave = waiting.take(address);
        if (leave === undefined) return void response.destroy();
        response.once('close', leave);
        // As long as some of what waits is taken, it is no silence to the socket.
        response.socket?.setTimeout(longestMs);
      },
      resume: () => {
        if (leave !== undefined) {
          response.socket?.setTimeout(0);
          response.off('close', leave);
          leave();
          leave = undefined;
        }
        controller.resume();
      },
      abort: (reason) => controller.abort(reason),
    };
  };
