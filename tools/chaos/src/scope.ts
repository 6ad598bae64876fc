import type { Scope } from '@obey/test-servers';

/** Runs what has to be done at the end: the last registered first, everything, once. */
export const openScope = (): Scope & { end(): Promise<void> } => {
  const ends: (() => unknown)[] = [];
  const end = async () => {
    for (let last = ends.pop(); last; last = ends.pop()) await last();
  };
  return { teardown: (last) => void ends.push(last), end };
};
