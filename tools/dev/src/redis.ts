import { connect } from 'node:net';
import type { ProcessSpec } from './supervisor.js';

/**
 * How Redis runs here. `appendfsync always`: what has been answered is on disk; with `everysec`, a Redis that is
 * killed can forget what it has acknowledged.
 */
const redisArgs = (dir: string, port: number): string[] => [
  ...['--port', String(port), '--bind', '127.0.0.1', '--dir', dir],
  ...['--appendonly', 'yes', '--appendfsync', 'always', '--save', ''],
  ...['--maxmemory-policy', 'noeviction', '--daemonize', 'no'],
];

export const redisProcess = (
  dir: string,
  port: number,
): Pick<ProcessSpec, 'name' | 'file' | 'args' | 'stopMs'> => ({
  name: 'redis',
  file: 'redis-server',
  args: redisArgs(dir, port),
  stopMs: 10_000,
});

/** Whether a Redis answers PING at this port, its data loaded. */
export const redisAnswers = (port: number): Promise<boolean> => exchange(port, 'PING\r\n', '+PONG');

/** Whether somebody listens at this port. */
export const portAnswers = (port: number): Promise<boolean> => exchange(port, '', '');

const exchange = (port: number, question: string, answer: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const end = (answered: boolean) => {
      socket.destroy();
      resolve(answered);
    };
    socket.setTimeout(1_000, () => end(false));
    socket.once('error', () => end(false));
    socket.once('connect', () => (answer === '' ? end(true) : socket.write(question)));
    socket.once('data', (data) => end(data.toString().startsWith(answer)));
  });
