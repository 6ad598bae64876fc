import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import type { Stage } from './stage.js';

export const streamCount = 500;

/** Opens so many event streams on which nothing happens, and gives what the gateway needs for them: MiB, and percent of a core. */
export const idleStreams = async (
  { gateway, usage }: Pick<Stage, 'gateway' | 'usage'>,
  ms: number,
): Promise<{ readonly mebibytes: number; readonly percent: number }> => {
  const pool = new Pool(gateway, { connections: null, bodyTimeout: 0 });
  try {
    const before = await usage();
    await Promise.all(Array.from({ length: streamCount }, () => open(pool)));
    // What opening them has left behind is not what they need.
    await pause(1_000);
    const opened = await usage();
    const startedAt = performance.now();
    await pause(ms);
    const after = await usage();
    const seconds = (performance.now() - startedAt) / 1_000;
    return {
      mebibytes: (after.bytes - before.bytes) / 2 ** 20,
      percent: ((after.cpuSeconds - opened.cpuSeconds) / seconds) * 100,
    };
  } finally {
    await pool.destroy();
  }
};

/** Resolves when the first bytes are there. */
const open = async (pool: Pool) => {
  const headers = { accept: 'text/event-stream' };
  const { body } = await pool.request({ path: '/bench/stream', method: 'GET', headers });
  body.on('error', () => {});
  await new Promise((resolve) => body.once('data', resolve));
};
