import { isOpen, type Standing } from './standing.js';

/** What the choice needs to know of an instance. */
export interface Load {
  readonly inFlight: number;
  readonly standing: Standing;
}

/**
 * The better of two random choices by requests in flight, among those that do well; if none does, among all: an
 * instance that may be back is better than a certain refusal.
 */
export const choose = <I extends Load>(
  instances: readonly I[],
  now: number,
  random = Math.random,
): I | undefined => {
  const candidates = instances.every(({ standing }) => isOpen(standing, now))
    ? instances
    : openOrAll(instances, now);
  if (candidates.length < 2) return candidates[0];
  const first = Math.floor(random() * candidates.length);
  const step = 1 + Math.floor(random() * (candidates.length - 1));
  const [one, other] = [candidates[first], candidates[(first + step) % candidates.length]];
  if (!one || !other) return one ?? other;
  return other.inFlight < one.inFlight ? other : one;
};

const openOrAll = <I extends Load>(instances: readonly I[], now: number): readonly I[] => {
  const open = instances.filter(({ standing }) => isOpen(standing, now));
  return open.length > 0 ? open : instances;
};
