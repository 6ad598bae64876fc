/** Whether a service is asked at all. Times in ms of one clock. */
export interface Circuit {
  /** How long to wait before it is asked again; 0 where it is now. After each pause one request finds out for the others. */
  waitMs(now: number): number;
  /** It gave an answer, whatever it was. */
  answered(): void;
  /** No instance of it gave one. */
  failed(now: number): void;
  /** The client went away before it was known: the next request finds out. */
  undecided(): void;
  /** Another instance is there: it is asked at once. */
  renew(): void;
}

interface Rules {
  /** So many of the last requests are looked at. */
  readonly window: number;
  /** Open when so large a share of a full window has failed. */
  readonly share: number;
  readonly pauseMs: number;
}

const rules: Rules = { window: 20, share: 0.5, pauseMs: 2_000 };

/**
 * A circuit for one service: when half of its last 20 requests got no answer from any instance, it is not asked
 * for two seconds; then one request decides whether the others may follow.
 */
export const createCircuit = ({ window, share, pauseMs }: Rules = rules): Circuit => {
  let recent: boolean[] = [];
  let openUntil: number | undefined;
  let trial = false;
  const keep = (failure: boolean) => {
    recent.push(failure);
    if (recent.length > window) recent.shift();
  };
  const close = () => {
    recent = [];
    openUntil = undefined;
    trial = false;
  };
  return {
    waitMs: (now) => {
      if (openUntil === undefined) return 0;
      if (now < openUntil) return openUntil - now;
      // The next one follows after another pause: this one may take long, and its client decides how long.
      openUntil = now + pauseMs;
      trial = true;
      return 0;
    },
    answered: () => {
      if (trial) return close();
      if (recent.length === 0) return;
      keep(false);
      if (!recent.includes(true)) recent = [];
    },
    failed: (now) => {
      keep(true);
      const failures = recent.filter(Boolean).length;
      if (trial || (recent.length >= window && failures >= share * window)) openUntil = now + pauseMs;
      trial = false;
    },
    undecided: () => {
      if (trial) openUntil = 0;
      trial = false;
    },
    renew: close,
  };
};
