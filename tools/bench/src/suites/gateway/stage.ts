import { fileURLToPath } from 'node:url';
import { freePort, until } from '@obey/test-servers';
import { inMemory, withRedis } from '../runtime/rounds.js';
import { startScript, startServiceProcess } from '../service-process.js';
import { startNginx } from './nginx.js';

/** The same server, asked by itself and through what stands before it; a process each. */
export interface Stage {
  readonly direct: string;
  readonly gateway: string;
  readonly fastGateway: string;
  readonly bareProxy: string;
  /** A service as it is, asked by itself; the gateway finds it by its heartbeats. */
  readonly presence: string;
  /** Where it is installed. */
  readonly nginx: string | undefined;
  /** What the gateway's process has used so far. */
  usage(): Promise<Usage>;
}

export interface Usage {
  readonly cpuSeconds: number;
  readonly bytes: number;
}

const scriptOf = (name: string) => fileURLToPath(new URL(`./${name}.js`, import.meta.url));

/** Everything is counted and looked at as by default, with quotas that are not reached. */
export const env = {
  SERVICES: 'bench,presence',
  TOKEN_ISSUER: 'https://bench.test',
  TOKEN_AUDIENCE: 'https://bench.test',
  ADDRESS_LIMITS: 'read 999999999/1m, write 999999999/1m',
};

export const startUpstream = () => startScript(scriptOf('upstream'), {}, '/bench/1k');

/** Runs this on a stage that ends with it. */
export const withStage = <T>(use: (stage: Stage) => Promise<T>): Promise<T> =>
  withRedis(inMemory, async ({ url: redisUrl }) => {
    const ends: (() => Promise<unknown>)[] = [];
    const ending = <E extends { stop(): Promise<unknown> } | undefined>(started: E): E => {
      if (started) ends.unshift(started.stop);
      return started;
    };
    try {
      const { url: direct } = ending(await startUpstream());
      const adminPort = String(await freePort());
      const presence = ending(
        await startServiceProcess('@obey/presence', { ...env, REDIS_URL: redisUrl }),
      ).url;
      const told = { ...env, REDIS_URL: redisUrl, INSTANCES: `bench=${direct}`, ADMIN_PORT: adminPort };
      const { url: gateway } = ending(await startServiceProcess('@obey/gateway', told, '/health'));
      const fast = { UPSTREAM: direct };
      const { url: fastGateway } = ending(await startScript(scriptOf('fast-gateway'), fast, '/bench/1k'));
      const { url: bareProxy } = ending(await startScript(scriptOf('bare-proxy'), fast, '/bench/1k'));
      await until('presence is found', async () => (await fetch(`${gateway}/presence/online`)).ok);
      const nginx = ending(await startNginx(direct))?.url;
      const urls = { direct, gateway, fastGateway, bareProxy, presence, nginx };
      return await use({ ...urls, usage: () => usageAt(adminPort) });
    } finally {
      for (const end of ends) await end();
    }
  });

const usageAt = async (port: string): Promise<Usage> => {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const of = (name: string) => Number(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)$`, 'm').exec(text)?.[1]);
  return { cpuSeconds: of('process_cpu_seconds_total'), bytes: of('process_resident_memory_bytes') };
};
