import { Pool } from 'undici';
import { rate } from '../embedded-mongo/measures.js';
import type { Operation } from '../embedded-mongo/workload.js';
import { inMemory, inTurn, withRedis } from '../runtime/rounds.js';
import { type ServiceProcess, startServiceProcess } from '../service-process.js';
import { env, startUpstream } from './stage.js';

const atOnce = 20;

interface Timing {
  readonly rounds: number;
  readonly ms: number;
  readonly progress: (text: string) => void;
}

/** Requests a second, round by round, to a service of one instance and to one of two, of which each answers one after the other. */
export const twoInstances = ({
  rounds,
  ms,
  progress,
}: Timing): Promise<Readonly<Record<'one' | 'two', number[]>>> =>
  withRedis(inMemory, async ({ url: redisUrl }) => {
    const started: ServiceProcess[] = [];
    const starting = async (process: Promise<ServiceProcess>) => {
      started.unshift(await process);
      return process;
    };
    try {
      const first = await starting(startUpstream());
      const second = await starting(startUpstream());
      const INSTANCES = `one=${first.url}, two=${first.url} ${second.url}`;
      const told = { ...env, REDIS_URL: redisUrl, SERVICES: 'one,two', INSTANCES };
      const gateway = await starting(startServiceProcess('@obey/gateway', told, '/health'));
      const pool = new Pool(gateway.url, { connections: atOnce });
      const asking =
        (service: string): Operation =>
        async () => {
          const { statusCode, body } = await pool.request({ path: `/${service}/in-turn`, method: 'GET' });
          await body.dump();
          if (statusCode !== 200) throw new Error(`${service} gave ${statusCode}`);
        };
      const measures = new Map(
        (['one', 'two'] as const).map((name) => [name, () => rate(asking(name), { atOnce, ms })]),
      );
      const figures = await inTurn(rounds, measures, (text) => progress(`instances: ${text}`));
      await pool.close();
      return { one: figures('one'), two: figures('two') };
    } finally {
      for (const { stop } of started) await stop();
    }
  });
