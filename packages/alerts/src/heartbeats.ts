export interface Heartbeats {
  /** Beats once in every period from now on, until the function it returns is called. */
  add(one: { beat(): void }): () => void;
  close(): void;
}

/** The least time between two turns, in ms: a period has as many turns as that allows, up to 100. */
const turnMs = 100;

/** One timer for all, which has every one beat once in a period, and the same share of all of them at each turn. */
export const createHeartbeats = (periodMs: number): Heartbeats => {
  const count = Math.max(1, Math.min(100, Math.floor(periodMs / turnMs)));
  const turns = Array.from({ length: count }, () => new Set<{ beat(): void }>());
  let turn = 0;
  let joined = 0;
  const timer = setInterval(() => {
    for (const one of turns[turn++ % count] ?? []) one.beat();
  }, periodMs / count);
  timer.unref();
  return {
    add: (one) => {
      const ofTurn = turns[joined++ % count];
      ofTurn?.add(one);
      return () => ofTurn?.delete(one);
    },
    close: () => clearInterval(timer),
  };
};
