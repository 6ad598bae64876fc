import type { Redis } from 'ioredis';
import { addressOf, type Connection, eachNode, giveUp, nodeOf } from './connection.js';

/** What is known of the connection to one server. */
interface Acquaintance {
  /** CLIENT KILL's words for the present connection. */
  readonly self: readonly string[];
  readonly clockOffsetMs: number;
  readonly runId: string;
}

/**
 * What was sent on an earlier connection may still be on its way to Redis. Each new connection first kills the
 * one before it there: by id and address, since ids start anew with the server.
 */
export const introduceConnections = (connection: Connection, onNewServer: () => void) => {
  const known = new Map<string, Acquaintance>();
  const underWay = new Map<string, Promise<Acquaintance>>();

  const introduce = async (node: Redis, before: Acquaintance | undefined): Promise<Acquaintance> => {
    if (before) await node.call('CLIENT', 'KILL', ...before.self);
    const self = String(await node.client('INFO'));
    const server = String(await node.info('server'));
    const [seconds, micros] = await node.time();
    const runId = /run_id:(\w+)/.exec(server)?.[1] ?? '';
    if (before && before.runId !== runId) onNewServer();
    return {
      self: ['ID', /\bid=(\d+)/.exec(self)?.[1] ?? '0', 'ADDR', /\baddr=(\S+)/.exec(self)?.[1] ?? ''],
      clockOffsetMs: Number(seconds) * 1000 + Number(micros) / 1000 - Date.now(),
      runId,
    };
  };

  const begin = (node: Redis) => {
    const address = addressOf(node);
    const introduced = introduce(node, known.get(address));
    underWay.set(address, introduced);
    introduced.then(
      (made) => known.set(address, made),
      () => giveUp(node),
    );
  };

  eachNode(connection, (node) => {
    if (node.status === 'ready') begin(node);
    node.on('ready', () => begin(node));
    node.on('close', () => underWay.delete(addressOf(node)));
  });

  return {
    /** Resolves when nothing of an earlier connection can reach the server of this key any more. */
    settled: async (key: string): Promise<{ clockOffsetMs: number }> => {
      // A Cluster finds a server, and connects to it, when it first needs it.
      if (!nodeOf(connection, key)) await connection.exists(key);
      const node = nodeOf(connection, key);
      if (node && !underWay.has(addressOf(node))) await node.ping();
      const introduced = node && underWay.get(addressOf(node));
      if (!introduced) throw new Error('CLUSTERDOWN no server is known for this slot');
      return introduced;
    },
  };
};
