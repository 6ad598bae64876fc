/** Leave to try the mail server, and what came of it. Whatever came of it, it is ended. */
export interface Pass {
  /** The server is there, whatever it said to the mail. */
  there(): void;
  /** The server could not be reached, or would not talk to us. */
  away(): void;
  end(): void;
}

interface Pauses {
  readonly firstMs: number;
  readonly mostMs: number;
  readonly now?: () => number;
}

/**
 * Spares a mail server that is away: after a failure nobody tries it for a while, which doubles with each further
 * one, and then one mail at a time finds out whether it is back.
 */
export const createGate = ({ firstMs, mostMs, now = Date.now }: Pauses): { enter(): Pass | undefined } => {
  let failures = 0;
  let shutUntil = 0;
  let probing = false;
  // Of many that failed together only one counts: those that were let in before the gate was shut say nothing new.
  let shuttings = 0;

  return {
    enter: () => {
      const isProbe = failures > 0;
      if (isProbe && (probing || now() < shutUntil)) return undefined;
      probing = isProbe;
      const enteredAt = shuttings;
      return {
        there: () => {
          failures = 0;
        },
        away: () => {
          if (enteredAt !== shuttings) return;
          failures += 1;
          shuttings += 1;
          shutUntil = now() + Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, 20));
        },
        end: () => {
          if (isProbe) probing = false;
        },
      };
    },
  };
};
