import type { Redis } from 'ioredis';
import { keySlot, slotCount } from './key-slot.js';
import { connectTo, freePort, type Scope, startRedis, type TestRedis } from './redis.js';
import { until } from './until.js';

/** A Redis Cluster of masters of one's own. Its nodes are named by their ports. */
export interface TestRedisCluster {
  readonly urls: readonly string[];
  readonly ports: readonly number[];
  /** The port of the node that has this key. */
  nodeOf(key: string): number;
  /** Moves the whole slot of this key while the cluster is in use; resolves when every node knows. All must run. */
  moveSlotOf(key: string, toPort: number): Promise<void>;
  /** Sends a signal to a node: SIGKILL, SIGSTOP, SIGCONT. */
  signal(port: number, signal: NodeJS.Signals): void;
  kill(port: number): Promise<void>;
  /** Starts a node again with what it has on disk; kills it first if it runs. It serves when `healthy` resolves. */
  restart(port: number): Promise<void>;
  /** Resolves when every node serves and sees all others; some seconds after a node came back. */
  healthy(): Promise<void>;
}

interface ClusterNode {
  readonly server: TestRedis;
  readonly busPort: number;
  readonly control: Redis;
  readonly id: string;
}

/**
 * Starts a Redis Cluster of `redis-server`s from the PATH, without replicas, the slots divided evenly; nodes that
 * answer nothing for 2 seconds are failing. `options` go to each server. It ends with the test.
 */
export const startRedisCluster = async (
  t: Scope,
  { nodes: count = 3, options = [] }: { readonly nodes?: number; readonly options?: readonly string[] } = {},
): Promise<TestRedisCluster> => {
  const nodes = await Promise.all(Array.from({ length: count }, () => startNode(t, options)));
  await join(nodes);
  const owners = Array.from(
    { length: slotCount },
    (_, slot) => nodes[Math.floor((slot * count) / slotCount)],
  );

  const at = (port: number): ClusterNode => {
    const node = nodes.find(({ server }) => server.port === port);
    if (!node) throw new Error(`No node of the cluster has port ${port}`);
    return node;
  };
  const ownerOf = (slot: number): ClusterNode => {
    const owner = owners[slot];
    if (!owner) throw new Error(`Nobody has slot ${slot}`);
    return owner;
  };
  return {
    urls: nodes.map(({ server }) => server.url),
    ports: nodes.map(({ server }) => server.port),
    nodeOf: (key) => ownerOf(keySlot(key)).server.port,
    moveSlotOf: async (key, toPort) => {
      const slot = keySlot(key);
      const [from, to] = [ownerOf(slot), at(toPort)];
      if (from === to) return;
      await moveSlot(slot, from, to, nodes);
      owners[slot] = to;
    },
    signal: (port, signal) => at(port).server.signal(signal),
    kill: (port) => at(port).server.kill(),
    restart: (port) => at(port).server.restart(),
    healthy: () => healthy(nodes),
  };
};

const startNode = async (t: Scope, options: readonly string[]): Promise<ClusterNode> => {
  const launch = async () => {
    const busPort = await freePort();
    const cluster = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000'];
    const server = await startRedis(t, ...cluster, '--cluster-port', String(busPort), ...options);
    return { server, busPort };
  };
  // The port for the other nodes may be somebody's by now, as any free port.
  const { server, busPort } = await launch().catch(launch);
  const control = connectTo(t, server.url);
  return { server, busPort, control, id: String(await control.cluster('MYID')) };
};

const join = async (nodes: readonly ClusterNode[]) => {
  const share = (index: number) => Math.ceil((index * slotCount) / nodes.length);
  await Promise.all(
    nodes.map(async ({ control }, index) => {
      await control.call('CLUSTER', 'SET-CONFIG-EPOCH', index + 1);
      await control.call('CLUSTER', 'ADDSLOTSRANGE', share(index), share(index + 1) - 1);
    }),
  );
  const [first, ...others] = nodes;
  for (const { server, busPort } of others)
    await first?.control.call('CLUSTER', 'MEET', '127.0.0.1', server.port, busPort);
  await healthy(nodes);
};

const healthy = async (nodes: readonly ClusterNode[]): Promise<void> => {
  const sees = async ({ control }: ClusterNode) => {
    const info = String(await control.cluster('INFO'));
    const wanted = [
      'cluster_state:ok',
      `cluster_slots_ok:${slotCount}`,
      `cluster_known_nodes:${nodes.length}`,
    ];
    return wanted.every((line) => info.includes(`${line}\r\n`));
  };
  await until('all nodes of the cluster serve', async () =>
    (await Promise.all(nodes.map(sees))).every((healthy) => healthy),
  );
};

/** https://redis.io/docs/latest/commands/cluster-setslot/#redis-cluster-live-resharding-explained */
const moveSlot = async (slot: number, from: ClusterNode, to: ClusterNode, nodes: readonly ClusterNode[]) => {
  await to.control.call('CLUSTER', 'SETSLOT', slot, 'IMPORTING', from.id);
  await from.control.call('CLUSTER', 'SETSLOT', slot, 'MIGRATING', to.id);
  for (;;) {
    const keys = await from.control.cluster('GETKEYSINSLOT', slot, 100);
    if (keys.length === 0) break;
    await from.control.call('MIGRATE', '127.0.0.1', to.server.port, '', 0, 10_000, 'KEYS', ...keys);
  }
  // The new owner first: else, if it failed now, nobody would have the slot.
  for (const node of new Set([to, from, ...nodes]))
    await node.control.call('CLUSTER', 'SETSLOT', slot, 'NODE', to.id);
};
