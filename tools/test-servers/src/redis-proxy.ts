import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Holding, Matches } from './lane.js';
import { type ProxiedConnection, relay } from './proxied-connection.js';
import type { Scope } from './redis.js';

/** Requests or replies that are late. */
export interface Hold {
  /** How many matching commands were held so far; those that wait behind them are not counted. */
  readonly held: number;
  /**
   * Forwards what was held, in order, and holds no more. Resolves when Redis has answered the requests, or has
   * closed their connections: a blocking read as late as it is answered.
   */
  release(): Promise<void>;
}

/** Replies that get lost. */
export interface Drop {
  /** How many replies were thrown away so far. */
  readonly dropped: number;
  /** Lets the replies through again, if some were still to be thrown away. */
  stop(): void;
}

/** Stands between clients and a Redis, and causes faults at the commands that a test names. */
export interface RedisProxy {
  readonly url: string;
  readonly port: number;
  /**
   * Holds each connection's requests back, from the first that matches: bytes that are late on the wire. They
   * reach Redis on release even if the client has closed by then, unless Redis has closed the connection.
   */
  holdRequests(matches: Matches): Hold;
  /** Holds each connection's replies back, from the first whose command matches. Redis has executed it. */
  holdReplies(matches: Matches): Hold;
  /**
   * Lets Redis execute a matching command, throws the reply away and closes the connection on both sides. The
   * replies before it arrive; whether commands pipelined behind it are executed is open.
   */
  dropReplies(matches: Matches, options?: { readonly times?: number }): Drop;
  /** All bytes vanish both ways, and no side hears that the other closes; whoever connects is accepted, and hears nothing. */
  blackHole(): void;
  /** Ends the black hole. The connections that were in it are reset; new ones work. */
  heal(): void;
  /** Resets all connections on both sides at once; what is held is lost. */
  cut(): void;
}

/**
 * Starts a proxy before the Redis on this port of the loopback address. It knows the limits of commands and
 * replies (RESP2 and RESP3), and so which reply answers which command, also in pipelines, for blocking commands
 * and in transactions; replies on a connection that has subscribed match nothing. It ends with the test.
 */
export const startProxy = async (t: Scope, redis: { readonly port: number }): Promise<RedisProxy> => {
  const heldRequests = new Set<Holding>();
  const heldReplies = new Set<Holding>();
  const drops = new Set<(command: string[]) => boolean>();
  const connections = new Set<ProxiedConnection>();
  let swallowing = false;

  const dropsReply = (command: string[]) => [...drops].some((drop) => drop(command));
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const upstream = connect({ port: redis.port, host: '127.0.0.1', noDelay: true });
    const connection = relay(client, upstream, { heldRequests, heldReplies, dropsReply });
    if (swallowing) connection.vanish();
    connections.add(connection);
    const forget = () => {
      if (client.closed && upstream.closed) connections.delete(connection);
    };
    client.on('close', forget);
    upstream.on('close', forget);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The system gave no port');

  const hold = (holdings: Set<Holding>, matches: Matches): Hold => {
    const holding = { matches, held: 0 };
    holdings.add(holding);
    return {
      get held() {
        return holding.held;
      },
      release: async () => {
        holdings.delete(holding);
        await Promise.all([...connections].map((connection) => connection.release(holding)));
      },
    };
  };
  const cut = () => {
    for (const connection of connections) connection.cut();
  };
  t.teardown(() => {
    server.close();
    cut();
  });

  return {
    url: `redis://127.0.0.1:${address.port}`,
    port: address.port,
    holdRequests: (matches) => hold(heldRequests, matches),
    holdReplies: (matches) => hold(heldReplies, matches),
    dropReplies: (matches, { times = 1 } = {}) => {
      let dropped = 0;
      const drop = (command: string[]) => {
        if (dropped >= times || !matches(command)) return false;
        dropped += 1;
        return true;
      };
      drops.add(drop);
      return {
        get dropped() {
          return dropped;
        },
        stop: () => void drops.delete(drop),
      };
    },
    blackHole: () => {
      swallowing = true;
      for (const connection of connections) connection.vanish();
    },
    heal: () => {
      if (swallowing) cut();
      swallowing = false;
    },
    cut,
  };
};
