import type { Lease } from './lease.js';
import type { Observer } from './observe.js';
import type { Tuning } from './tuning.js';
import { pause } from './waiting.js';

interface LossDeps {
  readonly tuning: Tuning;
  readonly observe: Observer;
  /** Publishes again what the outboxes still hold; resolves with how many messages that were. */
  readonly republish: () => Promise<number>;
}

/** Signs of one loss come together, from every partition; they are one report. */
const gatherMs = 200;

/**
 * What to do when the server may have lost what it had acknowledged (FLUSHALL, an older copy, a fail-over): tell
 * it loudly, publish again what the outboxes hold, and leave partitions alone for one lease, since an owner
 * whose lease was lost may still be at work.
 */
export const watchForLoss = ({ tuning, observe, republish }: LossDeps) => {
  const signs = new Map<string, boolean>();
  let disturbedAt = Number.NEGATIVE_INFINITY;
  let reporting = false;

  const report = async () => {
    await pause(gatherMs);
    const found = [...signs];
    signs.clear();
    const republished = await republish().catch((error: unknown) => {
      observe({ kind: 'trouble', what: 'publishing again what the outboxes hold', error });
      return 0;
    });
    const certain = found.some(([, sure]) => sure);
    observe({ kind: 'data-lost', what: found.map(([what]) => what).join('; '), certain, republished });
    reporting = false;
    if (signs.size > 0) begin();
  };
  const begin = () => {
    if (reporting) return;
    reporting = true;
    void report();
  };

  const suspect = (what: string, certain: boolean) => {
    disturbedAt = performance.now();
    signs.set(what, certain);
    begin();
  };

  return {
    /** Data are gone. */
    lost: (what: string) => suspect(what, true),
    /** Another process serves under the address: what was acknowledged last may be gone. */
    newServer: () => suspect('the server was started again', false),
    /** How long a partition must not be read, from now, in ms. */
    quarantineMs: ({ epochWasLost }: Lease): number =>
      epochWasLost ? tuning.leaseMs : Math.max(0, disturbedAt + tuning.leaseMs - performance.now()),
  };
};
