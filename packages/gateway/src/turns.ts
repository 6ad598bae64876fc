import type { RequestListener, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** The requests of one connection: the last that came, and how many wait. */
interface Line {
  last: ServerResponse;
  waiting: number;
}

/** Whoever sends more than so many ahead of the answers is neither a browser nor a proxy. */
const mostWaiting = 64;

/**
 * Serves the requests of one connection one after the other, though several come at once (pipelining): answers can go out in turn
 * only. One that were made ahead of its turn would be held in memory, and its connection to the service with it, also when the client
 * is gone: of that an answer hears whose turn it is, and no other. Too many at once end the connection.
 */
export const inTurn = (listener: RequestListener): RequestListener => {
  const lines = new WeakMap<Duplex, Line>();
  return (request, response) => {
    const { socket } = request;
    if (socket.destroyed) return;
    const line = lines.get(socket);
    const before = line?.last;
    if (line) line.last = response;
    else lines.set(socket, { last: response, waiting: 0 });
    if (line === undefined || before === undefined || before.closed) {
      listener(request, response);
      return;
    }
    line.waiting += 1;
    if (line.waiting > mostWaiting) socket.destroy();
    before.once('close', () => {
      line.waiting -= 1;
      if (!socket.destroyed) listener(request, response);
    });
  };
};
