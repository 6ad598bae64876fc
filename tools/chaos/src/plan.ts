import { between, type Random, shuffled } from './random.js';
import { leaseMs } from './short-tuning.js';

/** One fault. Workers are known by their slot; `forMs` is how long it lasts. */
export type Fault =
  | { readonly kind: 'kill' | 'freeze' | 'leave'; readonly slot: number; readonly forMs: number }
  | { readonly kind: 'redis-kill' | 'redis-freeze'; readonly forMs: number }
  /** This share of the connections to Redis is cut. */
  | { readonly kind: 'cut'; readonly share: number };

export interface Planned {
  /** Milliseconds from the beginning of the run. */
  readonly atMs: number;
  readonly fault: Fault;
}

/** Each kind as often as it stands here; every hand of the deck is dealt out before the next. */
const deck: readonly Fault['kind'][] = [
  ...(['kill', 'kill', 'kill', 'kill', 'freeze', 'freeze', 'freeze', 'leave', 'leave', 'leave'] as const),
  ...(['cut', 'cut', 'cut', 'redis-kill', 'redis-freeze', 'redis-freeze'] as const),
];

/** What a process needs to come up, or back to its senses. */
const settlingMs = 1_500;
const warmUpMs = 2_000;

/**
 * What happens when: faults of different processes overlap, those of one process do not. All are over at the
 * end of the run.
 */
export const planFaults = (random: Random, slots: number, seconds: number): Planned[] => {
  const plan: Planned[] = [];
  const freeAt = new Map<string, number>();
  const isFree = (target: string, atMs: number) => (freeAt.get(target) ?? 0) <= atMs;
  const endMs = seconds * 1_000;
  let hand: Fault['kind'][] = [];
  for (let atMs = warmUpMs; atMs < endMs; atMs += between(random, 400, 2_400)) {
    if (hand.length === 0) hand = shuffled(random, deck);
    const idle = Array.from({ length: slots }, (_, slot) => slot).filter((slot) => isFree(`${slot}`, atMs));
    const slot = idle[between(random, 0, idle.length - 1)];
    const place = hand.findIndex((kind) => {
      if (kind === 'cut') return true;
      return kind === 'redis-kill' || kind === 'redis-freeze' ? isFree('redis', atMs) : slot !== undefined;
    });
    const [kind] = place < 0 ? [] : hand.splice(place, 1);
    if (kind === undefined) continue;
    const fault = faultOf(random, kind, slot ?? 0);
    if (fault.kind !== 'cut') {
      if (atMs + fault.forMs > endMs) continue;
      freeAt.set('slot' in fault ? `${fault.slot}` : 'redis', atMs + fault.forMs + settlingMs);
    }
    plan.push({ atMs, fault });
  }
  return plan;
};

const faultOf = (random: Random, kind: Fault['kind'], slot: number): Fault => {
  switch (kind) {
    case 'kill':
    case 'leave':
      return { kind, slot, forMs: between(random, 50, 3_000) };
    case 'freeze':
      return { kind, slot, forMs: between(random, leaseMs + 100, leaseMs + 3_000) };
    case 'redis-kill':
      return { kind, forMs: between(random, 0, 1_500) };
    case 'redis-freeze':
      return { kind, forMs: between(random, 200, leaseMs + 1_500) };
    case 'cut':
      return { kind, share: random() };
  }
};
