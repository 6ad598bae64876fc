import type { Meter } from '@opentelemetry/api';
import type { Observer } from './observe.js';
import type { Runtime } from './runtime.js';

/** Seconds: from a reaction that only counts to one that takes far too long. */
const explicitBucketBoundaries = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60];

/**
 * Counts and times what happens inside the runtime, with an OpenTelemetry meter. Messages are counted by their
 * `type`; times are in seconds.
 */
export const observeInto = (meter: Meter): Observer => {
  const count = (name: string, description: string, unit = '{message}') =>
    meter.createCounter(`choreography.${name}`, { description, unit });
  const time = (name: string, description: string) =>
    meter.createHistogram(`choreography.${name}`, {
      description,
      unit: 's',
      advice: { explicitBucketBoundaries },
    });
  const published = count('published', 'Messages said');
  const handled = count('handled', 'Messages reacted to');
  const ignored = count('ignored', 'Messages of no concern to this service');
  const retried = count('retried', 'Reactions that failed and are tried again');
  const dead = count('dead', 'Messages put to the dead letters');
  const leases = count('lease.changes', 'Partitions acquired, released and lost', '{change}');
  const lost = count(
    'data.lost',
    'Times that the server lost, or may have lost, what it had acknowledged',
    '{loss}',
  );
  const took = time('reaction.duration', 'Time that a reaction took');
  const waited = time('waiting.duration', 'Time from when a message was said until its reaction began');

  return (observation) => {
    switch (observation.kind) {
      case 'published':
        published.add(1, { type: observation.message.type });
        return;
      case 'handled': {
        const type = { type: observation.message.type };
        handled.add(1, type);
        took.record(observation.tookMs / 1_000, type);
        // The clocks of two machines may differ by more than a message waits.
        waited.record(Math.max(0, observation.waitedMs) / 1_000, type);
        return;
      }
      case 'ignored':
        ignored.add(1, { type: observation.type });
        return;
      case 'retried':
        retried.add(1, { type: observation.message.type, outage: observation.outage });
        return;
      case 'dead':
        dead.add(1, { type: observation.message?.type ?? 'undecodable' });
        return;
      case 'acquired':
      case 'released':
      case 'lost':
        leases.add(1, { change: observation.kind });
        return;
      case 'data-lost':
        lost.add(1, { certain: observation.certain });
        return;
    }
  };
};

/**
 * Gauges of how far a service is behind, by `stream`, read from the streams whenever metrics are collected. A lag
 * that cannot be known is left out. Returns a function that ends it; to be called before the runtime stops.
 */
export const watchBacklog = (meter: Meter, runtime: Pick<Runtime, 'backlog'>): (() => void) => {
  const gauge = (name: string, description: string, unit: string) =>
    meter.createObservableGauge(`choreography.${name}`, { description, unit });
  const lag = gauge('lag', 'Messages not yet delivered to the service', '{message}');
  const pending = gauge('pending', 'Messages delivered and not yet settled', '{message}');
  const oldest = gauge('oldest', 'Age of the oldest message that is not settled; 0 where all are', 's');
  const gauges = [lag, pending, oldest];

  const observe: Parameters<Meter['addBatchObservableCallback']>[0] = async (result) => {
    for (const progress of await runtime.backlog()) {
      const { stream } = progress;
      if (progress.lag !== undefined) result.observe(lag, progress.lag, { stream });
      result.observe(pending, progress.pending, { stream });
      const at = progress.oldest?.getTime() ?? Number.POSITIVE_INFINITY;
      result.observe(oldest, Math.max(0, Date.now() - at) / 1_000, { stream });
    }
  };
  meter.addBatchObservableCallback(observe, gauges);
  return () => meter.removeBatchObservableCallback(observe, gauges);
};
