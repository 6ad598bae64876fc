import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Redis } from 'ioredis';
import { openLoop } from '../../open-loop.js';
import { quantile } from '../../statistics.js';

const program = fileURLToPath(import.meta.resolve('@obey/obey/program'));
const perSecond = 200;
/** Between two looks. */
const everyMs = 1_000;

/** Milliseconds from the start of a command to its end. */
export const timeOf = async (url: string, args: readonly string[]): Promise<number> => {
  const started = performance.now();
  const child = spawn(process.execPath, [program, ...args, '--redis', url], { stdio: 'ignore' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`obey ${args.join(' ')} ended with ${code}`);
  return performance.now() - started;
};

/** Milliseconds that Redis works for one call of a command, all of its commands together (INFO commandstats). */
export const busyFor = async (redis: Redis, url: string, args: readonly string[]): Promise<number> => {
  await redis.config('RESETSTAT');
  await timeOf(url, args);
  const stats = await redis.info('commandstats');
  const micros = [...stats.matchAll(/^cmdstat_(?!config|info)\S+?:calls=\d+,usec=(\d+)/gm)];
  return micros.reduce((sum, [, usec]) => sum + Number(usec), 0) / 1_000;
};

/**
 * p99 in ms of adding an entry, from when it was due; with `looks`, while these commands are called again and again, as
 * one who watches does.
 */
export const publishingP99 = async (
  redis: Redis,
  seconds: number,
  looks?: { readonly url: string; readonly args: readonly (readonly string[])[] },
): Promise<number> => {
  let isOver = false;
  const looking = (async () => {
    while (looks && !isOver) {
      for (const args of looks.args) await timeOf(looks.url, args);
      await pause(everyMs);
    }
  })();
  const started = performance.now();
  const times: number[] = [];
  await openLoop({ count: seconds * perSecond, perSecond }, async (index) => {
    await redis.xadd(`events:{probe:${index % 8}}`, '*', 'event', '{}');
    times.push(performance.now() - started - (index * 1_000) / perSecond);
  });
  isOver = true;
  await looking;
  return quantile(times, 0.99);
};
