/** What the choice needs to know of an instance. */
export interface Load {
  readonly inFlight: number;
  /** Until when it is passed over, because it failed; milliseconds of the same clock as `now`. */
  readonly failingUntil: number;
}

/**
 * The better of two random choices by requests in flight, among those that did not just fail; if all did,
 * among all: an instance that may be back is better than a certain refusal.
 */
export const choose = <I extends Load>(
  instances: readonly I[],
  now: number,
  random = Math.random,
): I | undefined => {
  const sound = instances.filter(({ failingUntil }) => failingUntil <= now);
  const candidates = sound.length > 0 ? sound : instances;
  const first = Math.floor(random() * candidates.length);
  const step = 1 + Math.floor(random() * (candidates.length - 1));
  const [one, other] = [candidates[first], candidates[(first + step) % candidates.length]];
  if (!one || !other) return one ?? other;
  return other.inFlight < one.inFlight ? other : one;
};
