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

/** A whole number of this range, both ends included. */
export const between = (random: Random, least: number, most: number): number =>
  least + Math.floor(random() * (most - least + 1));

/** The same items in another order. */
export const shuffled = <T>(random: Random, items: readonly T[]): T[] =>
  items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);

/** FNV-1a (32 bits, UTF-8): a seed out of words, and what the partitions of subjects are reckoned by. */
export const fnv1a = (...parts: readonly (string | number)[]): number => {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(parts.join('\n'), 'utf8')) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
};
