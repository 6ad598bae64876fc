import { listOf, masters } from '@obey/choreography/inspection';
import type { Redis } from 'ioredis';
import { bad, type Finding, good, type Look, unknown } from './finding.js';

/** What each server of a Cluster, or the only one, is set to. */
export const lookAtServers: Look = async ({ redis }) =>
  (await Promise.all(masters(redis).map(lookAtServer))).flat();

const lookAtServer = async (node: Redis): Promise<Finding[]> => {
  const info = new Map(
    (await node.info())
      .split('\r\n')
      .map((line) => line.split(':'))
      .map(([name = '', ...rest]) => [name, rest.join(':')]),
  );
  const number = (name: string) => Number(info.get(name) ?? 0);
  return [
    versionOf(info.get('redis_version') ?? ''),
    appendOnly(info),
    evictionOf(info.get('maxmemory_policy') ?? 'noeviction'),
    memoryOf(number('used_memory'), number('maxmemory')),
    await fsyncOf(node, number('aof_delayed_fsync'), info.get('aof_enabled') === '1'),
  ];
};

const versionOf = (version: string): Finding =>
  Number.parseInt(version, 10) >= 7
    ? good('version', `Redis ${version}`)
    : bad('version', `Redis ${version} is older than 7.0`, 'install Redis 7.0 or newer');

const appendOnly = (info: ReadonlyMap<string, string>): Finding => {
  if (info.get('aof_enabled') !== '1')
    return bad(
      'append-only file',
      'it is off: a restart loses what was said since the last snapshot',
      'redis-cli CONFIG SET appendonly yes && redis-cli CONFIG REWRITE',
    );
  for (const what of ['aof_last_write_status', 'aof_last_bgrewrite_status'])
    if ((info.get(what) ?? 'ok') !== 'ok')
      return bad('append-only file', `${what} is ${info.get(what)}: is the disk full?`, 'df -h');
  return good('append-only file', 'it is on, and was written');
};

const evictionOf = (policy: string): Finding =>
  policy === 'noeviction'
    ? good('eviction', 'nothing is thrown away when memory is full')
    : bad(
        'eviction',
        `${policy} throws messages and leases away when memory is full`,
        'redis-cli CONFIG SET maxmemory-policy noeviction && redis-cli CONFIG REWRITE',
      );

const memoryOf = (used: number, most: number): Finding => {
  if (most === 0) return good('memory', 'it has no limit of its own');
  const percent = Math.round((used / most) * 100);
  return percent < 90
    ? good('memory', `${percent} % is used`)
    : bad('memory', `${percent} % is used; when it is full nothing can be said`, 'obey streams --sort bytes');
};

/** Slow writes to the disk are known by the latency monitor, where that is on, and by writes that waited for one. */
const fsyncOf = async (node: Redis, delayed: number, isOn: boolean): Promise<Finding> => {
  const what = 'fsync';
  if (!isOn) return unknown(what, 'nothing is written to disk at once');
  const events = listOf(await node.call('LATENCY', 'LATEST').catch(() => []))
    .map(listOf)
    .filter(([name]) => /^aof-(write|fsync)/.test(String(name)));
  const worst = Math.max(0, ...events.map(([, , , most]) => Number(most)));
  const slow = `a write to disk took ${worst} ms at the most, and ${delayed} waited for another`;
  if (delayed > 0 || worst > 0) return bad(what, slow, 'redis-cli LATENCY DOCTOR');
  const isWatched = await node.config('GET', 'latency-monitor-threshold').then(
    (reply) => Number(listOf(reply)[1]) > 0,
    () => false,
  );
  if (isWatched) return good(what, 'no write to disk was slow');
  return unknown(
    what,
    'no write waited for another; how long they take is not measured',
    'redis-cli CONFIG SET latency-monitor-threshold 100',
  );
};
