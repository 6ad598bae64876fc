import type { Socket } from 'node:net';
import { createLane, type Holding } from './lane.js';
import { argumentsOf, createSplitter, isPush } from './resp.js';

/** The faults in force, for all connections of a proxy. */
export interface Faults {
  readonly heldRequests: ReadonlySet<Holding>;
  readonly heldReplies: ReadonlySet<Holding>;
  /** Whether the reply to this command is to be lost; asked once for each reply. */
  dropsReply(command: string[]): boolean;
}

/** A client's connection to Redis, with the proxy between. */
export interface ProxiedConnection {
  /** Resets both sides; what was held is lost. */
  cut(): void;
  /** From now on, all bytes vanish, and so do the news that a side has closed. */
  vanish(): void;
  /** Passes what was held for this; resolves when Redis has answered the requests among it, or closed. */
  release(holding: Holding): Promise<void>;
}

/** Passes requests and replies between the two sockets as the faults allow. */
export const relay = (client: Socket, upstream: Socket, faults: Faults): ProxiedConnection => {
  const unanswered: string[][] = [];
  let subscribed = false;
  let lost = false;

  const requests = createLane(
    faults.heldRequests,
    ({ command = [], bytes }) => {
      if (lost || !upstream.writable) return;
      // What a subscribed connection hears answers no command.
      subscribed ||= /^[ps]?subscribe$/i.test(command[0] ?? '');
      if (!subscribed) unanswered.push(command);
      upstream.write(bytes);
    },
    () => upstream.end(),
  );
  const replies = createLane(
    faults.heldReplies,
    ({ command, bytes }) => {
      if (lost) return;
      if (command && faults.dropsReply(command)) {
        lost = true;
        upstream.destroy();
        client.destroySoon();
      } else if (client.writable) client.write(bytes);
    },
    () => client.end(),
  );

  const commands = createSplitter();
  client.on('data', (chunk) => {
    if (lost) return;
    for (const bytes of commands(chunk)) requests.push({ command: argumentsOf(bytes), bytes });
  });
  const answers = createSplitter();
  upstream.on('data', (chunk) => {
    if (lost) return;
    for (const bytes of answers(chunk))
      replies.push({ command: isPush(bytes) ? undefined : unanswered.shift(), bytes });
  });

  const clientLeft = () => {
    if (lost) return;
    requests.end();
    // It need not wait for the other side, to which this is late.
    if (requests.isHeld() || replies.isHeld()) client.end();
  };
  const upstreamLeft = () => {
    if (!lost) replies.end();
  };
  client.on('end', clientLeft).on('close', clientLeft);
  upstream.on('end', upstreamLeft).on('close', upstreamLeft);
  // What is wrong with a socket shows in its closing.
  client.on('error', () => {});
  upstream.on('error', () => {});

  const answered = () =>
    new Promise<void>((resolve) => {
      const last = unanswered.at(-1);
      const look = () => {
        if (last && unanswered.includes(last) && !upstream.destroyed) return;
        upstream.off('data', look).off('close', look);
        resolve();
      };
      upstream.on('data', look).on('close', look);
      look();
    });

  return {
    cut: () => {
      lost = true;
      reset(client);
      reset(upstream);
    },
    vanish: () => {
      lost = true;
    },
    release: async (holding) => {
      if (requests.release(holding)) await answered();
      else replies.release(holding);
    },
  };
};

// Node leaks the handle of a socket that is reset while it ends.
const reset = (socket: Socket) => {
  if (socket.connecting || socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
};
