import { setTimeout as pause } from 'node:timers/promises';
import type { Operator, Standing } from '@obey/choreography';
import type { Letter } from './find.js';

interface RedriveDeps {
  readonly operator: Pick<Operator, 'redrive' | 'fateOf'>;
  readonly signal: AbortSignal;
  readonly letters: AsyncIterable<Letter>;
  /** So many a second at the most. */
  readonly rate: number;
  /** No more than these. */
  readonly limit: number;
  /** Ends it when a larger share than this of what has ended is dead again, and waits for outcomes; undefined does neither. */
  readonly abortIfFailing: number | undefined;
  /** So long is an outcome waited for, in ms. */
  readonly waitMs: number;
  readonly show: (redriven: number) => void;
}

/** What came of it. `open` are those of which nothing is known yet. */
export interface Redriven {
  readonly redriven: number;
  readonly handled: number;
  readonly failed: number;
  readonly open: number;
  /** Somebody else has put them back or discarded them meanwhile. */
  readonly gone: number;
  readonly ended: 'all' | 'failing' | 'silent' | 'interrupted';
}

/** Where outcomes count, no more than these are under way. */
const window = 20;
const lookMs = 100;
/** What fewer have come to is chance. */
const fewest = 5;

/** Whether too many are dead again of those that have ended. */
export const failsTooOften = (
  { handled, failed }: Pick<Redriven, 'handled' | 'failed'>,
  share: number,
): boolean => handled + failed >= fewest && failed / (handled + failed) > share;

/** Puts letters back, each in one step with its removal: whatever ends this, those that are left can be put back by doing it again. */
export const redriveAll = async (deps: RedriveDeps): Promise<Redriven> => {
  const { operator, signal, rate, limit, abortIfFailing, waitMs, show } = deps;
  const open = new Set<Standing>();
  let [redriven, handled, failed, gone] = [0, 0, 0, 0];
  const endedBy = (ended: Redriven['ended']): Redriven => ({
    redriven,
    handled,
    failed,
    open: abortIfFailing === undefined ? redriven : open.size,
    gone,
    ended,
  });

  const look = async () => {
    for (const one of open) {
      const fate = await operator.fateOf(one);
      if (fate !== 'handled' && fate !== 'dead') continue;
      open.delete(one);
      if (fate === 'handled') handled += 1;
      else failed += 1;
    }
  };
  /** Until no more than so many are under way, or there is a reason to end. */
  const outcomes = async (most: number, share: number): Promise<Redriven['ended'] | undefined> => {
    let patience = performance.now() + waitMs;
    for (let before = open.size; ; ) {
      await look();
      if (failsTooOften({ handled, failed }, share)) return 'failing';
      if (signal.aborted) return 'interrupted';
      if (open.size <= most) return undefined;
      if (open.size < before) patience = performance.now() + waitMs;
      else if (performance.now() > patience) return 'silent';
      before = open.size;
      await pause(lookMs, undefined, { signal }).catch(() => undefined);
    }
  };

  for await (const letter of deps.letters) {
    if (signal.aborted) return endedBy('interrupted');
    if (redriven >= limit) break;
    const { stream, group } = letter;
    const entry = await operator.redrive(letter).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'choreography.no-such-letter')
        return undefined;
      throw error;
    });
    if (entry === undefined) {
      gone += 1;
      continue;
    }
    redriven += 1;
    show(redriven);
    if (abortIfFailing !== undefined) {
      open.add({ stream, group, entry });
      const reason = await outcomes(window - 1, abortIfFailing);
      if (reason) return endedBy(reason);
    }
    await pause(1_000 / rate, undefined, { signal }).catch(() => undefined);
  }
  const reason = abortIfFailing === undefined ? undefined : await outcomes(0, abortIfFailing);
  return endedBy(reason ?? 'all');
};
