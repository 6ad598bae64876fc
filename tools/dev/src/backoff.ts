/** Milliseconds before a process that has died is started again: 200 ms, doubling to 5 s. */
export const restartDelay = (deathsInARow: number): number => Math.min(200 * 2 ** deathsInARow, 5_000);

/** A process that ran this long was well: its next death counts as the first. */
export const stableMs = 10_000;
