/** A number from 0 up to 1. */
export type Random = () => number;

/** The same seed gives the same numbers (mulberry32). */
export const seeded = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** A seed out of numbers (FNV-1a over their 32 bits). */
export const seedOf = (...parts: readonly number[]): number => {
  let hash = 0x811c9dc5;
  for (const part of parts)
    for (const shift of [0, 8, 16, 24]) hash = Math.imul(hash ^ ((part >>> shift) & 0xff), 0x01000193);
  return hash >>> 0;
};

/** A whole number of this range, both ends included. */
export const between = (random: Random, least: number, most: number): number =>
  least + Math.floor(random() * (most - least + 1));

/** One of these; there must be one. */
export const oneOf = <T>(random: Random, items: readonly [T, ...T[]]): T =>
  items[Math.floor(random() * items.length)] ?? items[0];

/** How long until the next of events that come at random, so long after each other on average. */
export const waitOf = (random: Random, mean: number): number => -Math.log(1 - random()) * mean;
