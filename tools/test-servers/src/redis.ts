import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';

/** A Redis server of one's own: it may be killed, frozen and started again, with its data or without. */
export interface TestRedis {
  readonly url: string;
  readonly port: number;
  /** Sends a signal to the server: SIGKILL, SIGSTOP, SIGCONT. */
  signal(signal: NodeJS.Signals): void;
  kill(): Promise<void>;
  /** Starts it again on the same port, with what it has on disk; kills it first if it runs. */
  restart(): Promise<void>;
}

/** A test, or whatever else runs something at its end. */
export interface Scope {
  teardown(end: () => unknown): void;
}

// A test process that fails before its teardowns leaves no server behind.
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const server of running) server.kill('SIGKILL');
});

/**
 * Starts `redis-server` from the PATH on a free port, with an append-only file that every command is written to before it is answered:
 * a server that is killed loses nothing. That the system puts it on disk is waited for by none, since no test cuts the power. It ends
 * with the test.
 */
export const startRedis = async (t: Scope, ...options: readonly string[]): Promise<TestRedis> => {
  const dir = await mkdtemp(join(tmpdir(), 'redis-'));
  let port = await freePort();
  let server: ChildProcess;

  const launch = async () => {
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--save', ''];
    server = spawn('redis-server', [...args, '--appendonly', 'yes', '--appendfsync', 'no', ...options], {
      stdio: 'ignore',
    });
    running.add(server);
    await Promise.race([accepting(port, server.pid), failing(server)]);
  };
  const ended = async () => {
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
    running.delete(server);
  };
  const kill = async () => {
    server.kill('SIGKILL');
    await ended();
  };
  // A port that was free may be somebody's by the time Redis wants it: then another will do.
  await launch().catch(async () => {
    port = await freePort();
    await launch();
  });
  t.teardown(async () => {
    await kill();
    await rm(dir, { recursive: true, force: true });
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    signal: (signal) => void server.kill(signal),
    kill,
    restart: async () => {
      await kill();
      await launch();
    },
  };
};

/** A client of a Redis that may come and go; closed with the test. */
export const connectTo = (t: Scope, url: string): Redis => {
  const redis = new Redis(url, { protocol: 2, maxRetriesPerRequest: null, retryStrategy: () => 50 });
  // What is lost with a connection shows in the commands.
  redis.on('error', () => {});
  t.teardown(() => redis.disconnect());
  return redis;
};

const failing = async (server: ChildProcess): Promise<never> => {
  const [code] = await once(server, 'exit');
  throw new Error(`redis-server ended with ${code} instead of starting`);
};

const accepting = async (port: number, pid?: number) => {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; await delay(10)) {
    if (await answers(port, pid)) return;
  }
  throw new Error(`redis-server does not answer on port ${port}`);
};

// By its process id: on a port taken meanwhile, somebody else's server would answer.
const answers = (port: number, pid?: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (answered: boolean) => {
      socket.destroy();
      resolve(answered);
    };
    socket.on('connect', () => socket.write('INFO server\r\n'));
    socket.on('data', (reply) => settle(reply.toString().includes(`process_id:${pid}\r`)));
    socket.on('error', () => settle(false));
    socket.setTimeout(500, () => settle(false));
  });

/** A port of the loopback address that was free a moment ago. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The system gave no port');
  return address.port;
};
