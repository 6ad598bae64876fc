import type { Progress, Runtime } from '@obey/choreography';
import type { Logger } from 'pino';
import { Gauge, type Registry } from 'prom-client';

interface Deps {
  readonly log: Logger;
  readonly metrics: Registry;
  readonly runtime: Pick<Runtime, 'backlog'>;
}

/**
 * Gauges of how far the service is behind, by stream: read from the streams whenever metrics are collected, once
 * for all of them. A lag that cannot be known has no value; while the streams cannot be read, nothing has.
 */
export const watchBacklog = ({ log, metrics, runtime }: Deps): void => {
  const read = async (): Promise<readonly Progress[]> => {
    try {
      return await runtime.backlog();
    } catch (error) {
      log.warn({ err: error }, 'The backlog cannot be read, and is missing in the metrics');
      return [];
    }
  };
  let reading: Promise<readonly Progress[]> | undefined;
  const backlog = () => {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };

  const watch = (name: string, help: string, measure: (progress: Progress) => number | undefined) =>
    new Gauge({
      name: `choreography_${name}`,
      help,
      labelNames: ['stream'],
      registers: [metrics],
      async collect() {
        const streams = await backlog();
        this.reset();
        for (const progress of streams) {
          const value = measure(progress);
          if (value !== undefined) this.set({ stream: progress.stream }, value);
        }
      },
    });
  watch('lag', 'Messages not yet delivered to this service', ({ lag }) => lag);
  watch('pending', 'Messages delivered and not yet settled', ({ pending }) => pending);
  watch('oldest_seconds', 'Age of the oldest message that is not settled; 0 where all are', ({ oldest }) =>
    oldest ? Math.max(0, Date.now() - oldest.getTime()) / 1_000 : 0,
  );
};
