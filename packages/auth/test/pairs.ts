import { call } from './forum.js';

/** A request that costs what it costs. */
export interface Request {
  readonly path: string;
  readonly body: object;
  /** Whom it comes from, as the gateway says it. */
  readonly from: string;
}

const tookMs = async (url: string, { path, body, from }: Request): Promise<number> => {
  const startedAt = performance.now();
  await call('POST', `${url}${path}`, { body, headers: { 'X-Forwarded-For': from } });
  return performance.now() - startedAt;
};

/** How much longer the first of each pair took than the second, in ms; which comes first is a matter of chance. */
export const measurePairs = async (
  url: string,
  pairs: readonly (readonly [Request, Request])[],
): Promise<number[]> => {
  const differences: number[] = [];
  for (const [one, other] of pairs) {
    const swapped = Math.random() < 0.5;
    const [first, second] = swapped ? [other, one] : [one, other];
    const took = [await tookMs(url, first), await tookMs(url, second)];
    const [a = 0, b = 0] = swapped ? took.reverse() : took;
    differences.push(a - b);
  }
  return differences;
};

/**
 * The sign test: in how many standard deviations from an even share one side of the pairs took longer. It looks
 * at the pairs alone, so that a machine which is slow now and then, or all the time, changes nothing.
 */
export const oddness = (differences: readonly number[]): number => {
  const longer = differences.filter((difference) => difference > 0).length;
  return Math.abs(2 * longer - differences.length) / Math.sqrt(differences.length);
};

/** Chance exceeds it once in 150,000 measurements. */
export const mostOdd = 4.5;

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
