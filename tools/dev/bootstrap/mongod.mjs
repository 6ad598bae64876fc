import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { say } from './progress.mjs';
import { onPath } from './redis-server.mjs';

const readyMs = 60_000;

/**
 * Runs with the MongoDB that tests use: the one at MONGO_URL; else a `mongod` from the PATH, started for the run
 * in a folder of its own and ended with it; else none, and the tests start embedded ones.
 * @template T
 * @param {(mongoUrl: string | undefined) => Promise<T>} run
 * @returns {Promise<T>}
 */
export const withMongo = async (run) => {
  const given = process.env.MONGO_URL || undefined;
  const program = given === undefined ? onPath('mongod') : undefined;
  if (program === undefined) return run(given);
  const folder = await mkdtemp(join(tmpdir(), 'obey-mongod-'));
  const port = await freePort();
  const args = ['--dbpath', folder, '--port', String(port), '--bind_ip', '127.0.0.1'];
  const server = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const killed = () => server.kill('SIGKILL');
  process.once('exit', killed);
  try {
    await accepting(server, port);
    say(`The tests use ${program}.`);
    return await run(`mongodb://127.0.0.1:${port}`);
  } finally {
    await ended(server);
    process.off('exit', killed);
    await rm(folder, { recursive: true, force: true });
  }
};

/** @returns {Promise<number>} */
const freePort = async () => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new TypeError('A TCP server has a port');
  return address.port;
};

/**
 * @param {import('node:child_process').ChildProcess} server
 * @param {number} port
 */
const accepting = async (server, port) => {
  /** @type {Error | undefined} */
  let failed;
  server.once('error', (error) => {
    failed = error;
  });
  const deadline = Date.now() + readyMs;
  while (!(await accepts(port))) {
    if (failed)
      throw new Error('mongod could not be started; set MONGO_URL, or take it off the PATH', {
        cause: failed,
      });
    if (server.exitCode !== null || server.signalCode !== null)
      throw new Error(
        `mongod ended (${server.exitCode ?? server.signalCode}) before it was ready; run it by hand to see why`,
      );
    if (Date.now() > deadline)
      throw new Error(`mongod did not accept connections within ${readyMs / 1_000} s`);
    await delay(50);
  }
};

/** @param {number} port @returns {Promise<boolean>} */
const accepts = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.once('connect', () => socket.destroy()).once('error', () => resolve(false));
  });

/** @param {import('node:child_process').ChildProcess} server */
const ended = async (server) => {
  if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) return;
  const exit = once(server, 'exit');
  server.kill('SIGTERM');
  const kill = setTimeout(() => server.kill('SIGKILL'), 10_000);
  await exit;
  clearTimeout(kill);
};
