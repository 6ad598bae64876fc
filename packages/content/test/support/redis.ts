import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { Redis } from 'ioredis';

export interface RedisServer {
  readonly url: string;
  readonly client: Redis;
  kill(): Promise<void>;
  /** Runs it again where it was, with what it has acknowledged. */
  restart(): Promise<void>;
}

/** A Redis server of this test alone, that forgets nothing; it ends with the test. */
export const startRedis = async (t: Pick<ExecutionContext, 'teardown'>): Promise<RedisServer> => {
  const port = await freePort();
  const dir = await mkdtemp(join(tmpdir(), 'content-'));
  const files = ['--dir', dir, '--save', '', '--appendonly', 'yes', '--appendfsync', 'always'];
  const start = () => {
    const server = spawn('redis-server', ['--port', `${port}`, '--bind', '127.0.0.1', ...files], {
      stdio: 'ignore',
    });
    const ended = once(server, 'exit');
    return async () => {
      server.kill('SIGKILL');
      await ended;
    };
  };
  let kill = start();
  const url = `redis://127.0.0.1:${port}`;
  const client = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 20 });
  // Lost connections are made again; a command that fails for good fails its test.
  client.on('error', () => {});
  t.teardown(async () => {
    client.disconnect();
    await kill();
    await rm(dir, { recursive: true, force: true });
  });
  await client.ping();
  return {
    url,
    client,
    kill: () => kill(),
    restart: async () => {
      kill = start();
      await client.ping();
    },
  };
};

const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port was given');
  return address.port;
};
