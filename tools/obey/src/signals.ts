import process from 'node:process';
import { type ExitCode, exitCodes } from './exit-codes.js';

/** What a command may do to end in order, before it is left alone, in ms. */
const graceMs = 1_000;

/**
 * Ctrl-C (SIGINT, SIGTERM) aborts the signal; `ended` resolves when a command that has not ended by itself is to be
 * left. A terminal's Ctrl-C comes twice under npx, so a second signal says nothing new.
 */
export const interruption = (): { readonly signal: AbortSignal; readonly ended: Promise<ExitCode> } => {
  const stopping = new AbortController();
  const ended = new Promise<ExitCode>((resolve) => {
    const stop = () => {
      stopping.abort();
      setTimeout(() => resolve(exitCodes.interrupted), graceMs).unref();
    };
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, stop).on(name, () => {});
  });
  return { signal: stopping.signal, ended };
};
