import type { ServerResponse } from 'node:http';
import { networkOf } from '@obey/service-kit';
import type { Controller } from './exchange.js';

/** How long, and how many of, answers wait for clients that do not take them. */
interface Patience {
  readonly longestMs: number;
  /** For the clients of one network (an IPv4 address, 64 bits of IPv6). */
  readonly most?: number;
}

/** Watches over the pauses of an answer. */
export type Pacing = (controller: Controller, response: ServerResponse, address: string) => Controller;

/**
 * An answer that waits for its client holds a connection to its service. So a client that takes nothing for so long loses its own, and
 * so do those of one network that have more waiting answers than their share.
 */
export const createPacing = ({ longestMs, most = 64 }: Patience): Pacing => {
  const waiting = new Map<string, number>();
  const count = (network: string, more: number) => {
    const now = (waiting.get(network) ?? 0) + more;
    if (now > 0) waiting.set(network, now);
    else waiting.delete(network);
    return now;
  };
  return (controller, response, address) => {
    let network: string | undefined;
    const leave = () => {
      if (network !== undefined) count(network, -1);
      network = undefined;
    };
    return {
      pause: () => {
        controller.pause();
        if (network !== undefined) return;
        network = networkOf(address);
        response.once('close', leave);
        // As long as some of what waits is taken, it is no silence to the socket.
        response.socket?.setTimeout(longestMs);
        if (count(network, 1) > most) response.destroy();
      },
      resume: () => {
        if (network !== undefined) response.socket?.setTimeout(0);
        response.off('close', leave);
        leave();
        controller.resume();
      },
      abort: (reason) => controller.abort(reason),
    };
  };
};
