import type { Random } from './random.js';

/** Things of which few are chosen often and most seldom: the one of rank r in proportion to 1 / r^exponent. */
export interface Zipf {
  /** The index of one, from 0 up to their number. */
  pick(random: Random): number;
  /** How likely each pick is this one. */
  shareOf(index: number): number;
}

/** Zipf's distribution over so many things. Their indexes tell nothing of their ranks. */
export const createZipf = (count: number, exponent: number): Zipf => {
  const sums = new Float64Array(count);
  let sum = 0;
  for (let rank = 0; rank < count; rank += 1) {
    sum += (rank + 1) ** -exponent;
    sums[rank] = sum;
  }
  const stride = strideFor(count);
  const ranks = new Uint32Array(count);
  for (let rank = 0; rank < count; rank += 1) ranks[(rank * stride) % count] = rank;

  return {
    pick: (random) => {
      const at = random() * sum;
      let [low, high] = [0, count - 1];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((sums[middle] ?? sum) > at) high = middle;
        else low = middle + 1;
      }
      return (low * stride) % count;
    },
    shareOf: (index) => ((ranks[index] ?? 0) + 1) ** -exponent / sum,
  };
};

/** Steps of this size visit each of so many places once: the two have no divisor in common. */
const strideFor = (count: number): number => {
  let stride = Math.max(1, Math.floor(count * 0.618));
  while (divisorOf(stride, count) > 1) stride += 1;
  return stride;
};

const divisorOf = (one: number, other: number): number => (other === 0 ? one : divisorOf(other, one % other));
