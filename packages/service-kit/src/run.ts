import process from 'node:process';
import type { ConfigTable } from './config.js';
import { SettingFaulty } from './read-config.js';
import type { Service } from './service.js';
import { type Running, startService } from './start.js';

/** Twice as long as a gateway takes to look for instances again. */
const LINGER_MS = 1_000;

/**
 * The life of a service's process: started from the environment, stopped in order by SIGTERM or SIGINT (exit
 * code 0; at once by a second one). Where it cannot start it says why, and exits with 1.
 */
export const run = async <C extends ConfigTable, M extends boolean>(
  service: Service<C, M>,
): Promise<void> => {
  const starting = new AbortController();
  let running: Running | undefined;
  const stop = async () => {
    await running?.stop();
    process.exit(0);
  };
  const onSignal = () => {
    if (starting.signal.aborted) process.exit(130);
    starting.abort();
    // While it starts, the start itself ends what it has begun.
    if (running) void stop();
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  try {
    running = await startService(service, process.env, {
      signal: starting.signal,
      lingerMs: LINGER_MS,
    });
    if (starting.signal.aborted) await stop();
  } catch (error) {
    if (starting.signal.aborted) process.exit(0);
    console.error(error instanceof SettingFaulty ? error.message : error);
    process.exit(1);
  }
};
