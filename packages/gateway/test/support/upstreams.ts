import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createRuntime } from '@obey/choreography';
import { startService } from '@obey/service-kit';
import { startRedis, type TestRedis, until } from '@obey/test-servers';
import type { ExecutionContext } from 'ava';
import { gateway } from '../../src/service.js';

export interface Upstream {
  readonly name: string;
  readonly server: Server;
  /** Falls silent like a killed process: heartbeats go on until they time out, connections are refused. */
  kill(): void;
  /** Takes itself out of the list. */
  withdraw(): Promise<void>;
}

export const issuer = 'https://forum.example';

/** A gateway in front of services made of bare HTTP servers that announce themselves like real ones. */
export const startGateway = async (
  t: ExecutionContext,
  env: Record<string, string> = {},
  sharedRedis?: TestRedis,
) => {
  const redis = sharedRedis ?? (await startRedis(t));
  const running = await startService(
    gateway,
    {
      REDIS_URL: redis.url,
      PORT: '0',
      LOG_LEVEL: 'silent',
      DRAIN_SECONDS: '1',
      DISCOVERY_INTERVAL: '50ms',
      // Those whose instances are counted.
      SERVICES: 'shop,post',
      TOKEN_ISSUER: issuer,
      TOKEN_AUDIENCE: issuer,
      ...env,
    },
    { log: 'silent' },
  );
  t.teardown(() => running.stop());

  const of = new Map<string, number>();
  const add = async (
    service: string,
    name: string,
    listener: RequestListener,
    readiness: (response: ServerResponse) => void = (response) => void response.end('{}'),
  ): Promise<Upstream> => {
    const {
      server,
      url,
      kill: end,
    } = await listenBare(t, (request, response) => {
      if (request.url === '/health/ready') readiness(response);
      else listener(request, response);
    });
    const runtime = await createRuntime({ service, instance: name, redis: redis.url });
    await runtime.announce(url);
    t.teardown(() => runtime.stop());
    const added = (of.get(service) ?? 0) + 1;
    of.set(service, added);
    await until(`${name} is found`, async () => (await found(service)) >= added);
    const withdraw = () => {
      of.set(service, (of.get(service) ?? 1) - 1);
      return runtime.withdraw();
    };
    return { name, server, kill: end, withdraw };
  };

  const found = async (service: string): Promise<number> => {
    const health: { services: Record<string, { instances: number }> } = JSON.parse(
      await (await fetch(`${running.url}/health`)).text(),
    );
    return health.services[service]?.instances ?? 0;
  };

  return { url: running.url, port: Number(new URL(running.url).port), running, redis, add };
};

/** A bare HTTP server on a free port. */
export const listenBare = async (t: ExecutionContext, listener: RequestListener) => {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const kill = () => {
    server.close();
    server.closeAllConnections();
  };
  t.teardown(kill);
  return { server, url: `http://127.0.0.1:${address.port}`, kill };
};

/** The stable code of a problem, with its status. */
export const problemOf = async (response: Response): Promise<string> => {
  const problem: { code?: string } = JSON.parse(await response.text());
  return `${response.status} ${response.headers.get('content-type')?.split(';')[0]} ${problem.code}`;
};
