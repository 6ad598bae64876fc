import { Counter, Histogram, type Registry } from 'prom-client';
import type { Confirmation } from './replica.js';

/** Where copies are kept: in the memory of each instance, and in the Redis of the service. */
export type Place = 'memory' | 'redis';

/** A copy as it is counted. */
interface Counted extends Confirmation {
  readonly replica: { readonly version: number };
}

/** Counts how far copies were behind what auth said. */
export interface Staleness {
  /** A copy of this version (0: none) gave way to this one; what is no newer counts for nothing. */
  replaced(place: Place, over: number, copy: Counted): void;
}

/** In Prometheus' terms, on this registry; without one it is counted for nobody. Times in seconds. */
export const createStaleness = (registry: Registry | undefined, now: () => number): Staleness => {
  const registers = registry ? [registry] : [];
  const stale = new Histogram({
    name: 'user_replica_stale_seconds',
    help: 'Time from when auth told of a change until it replaced the older copy, by place',
    labelNames: ['place'],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60],
    registers,
  });
  const healed = new Counter({
    name: 'user_replica_gaps_healed_total',
    help: 'Stored copies that skipped versions which were not heard of, by what made up for them',
    labelNames: ['source'],
    registers,
  });
  return {
    replaced: (place, over, { replica: { version }, source, at }) => {
      if (over === 0 || version <= over) return;
      if (source === 'event') stale.observe({ place }, Math.max(0, now() - at) / 1_000);
      // Of all instances and roads one has replaced what was stored: there each gap is seen once.
      if (place === 'redis' && version > over + 1) healed.inc({ source });
    },
  };
};
