/** The value below which this share (0 to 1) of the values lies: nearest rank. Throws without values. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new RangeError('There are no values.');
  return value;
};

/** The middle value; between two middle ones, their mean. Throws without values. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const [lower, upper] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (lower === undefined || upper === undefined) throw new RangeError('There are no values.');
  return (lower + upper) / 2;
};

/** What the rounds of a case come to: their median, the least and the greatest, rounded to two decimals. */
export const overRounds = (rounds: readonly number[]) => ({
  value: rounded(median(rounds)),
  rounds: rounds.length,
  min: rounded(Math.min(...rounds)),
  max: rounded(Math.max(...rounds)),
});

/** What was measured in turn with a case, by its name. */
export interface Base {
  readonly against: string;
  readonly rounds: readonly number[];
}

/** The same beside a base: its median, and ours over theirs. */
export const beside = (rounds: readonly number[], { against, rounds: theirs }: Base) => ({
  ...overRounds(rounds),
  against,
  base: rounded(median(theirs)),
  ratio: rounded(median(rounds) / median(theirs)),
});

const rounded = (value: number) => Math.round(value * 100) / 100;
