import type { Aftermath } from './aftermath.js';
import type { Findings } from './check.js';

/** How often something happened that must never happen, by its name; what did not is left out. */
export const faultsIn = (
  findings: Findings,
  { pending, unread, deadLetters }: Aftermath,
  crashes: readonly string[],
): { readonly name: string; readonly count: number }[] =>
  [
    { name: 'lost', count: findings.lost.length },
    { name: 'unfinished', count: findings.unfinished.length },
    { name: 'follow-ups unsaid', count: findings.unsaid.length },
    { name: 'order breaks', count: findings.orderBreaks.length },
    { name: 'starts by a past owner', count: findings.pastOwners.length },
    { name: 'pending', count: pending },
    { name: 'unread', count: unread },
    { name: 'dead letters', count: deadLetters },
    { name: 'workers that ended by themselves', count: crashes.length },
  ].filter(({ count }) => count > 0);
