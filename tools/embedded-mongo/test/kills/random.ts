/** Choices that a seed repeats. */
export type Random = {
  /** From 0 to one less than `count`. */
  below: (count: number) => number;
  chance: (probability: number) => boolean;
  one: <T>(choices: readonly T[]) => T;
};

/** A linear congruential generator (Numerical Recipes' constants), of which the high bits are taken. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const below = (count: number) => Math.floor(next() * count);
  return {
    below,
    chance: (probability) => next() < probability,
    one: (choices) => {
      const choice = choices[below(choices.length)];
      if (choice === undefined) throw new Error('there is nothing to choose from');
      return choice;
    },
  };
}
