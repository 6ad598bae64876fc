import type { Terminal } from './command.js';

/** Tells how far something is, on the line where the cursor stands. */
export interface Progress {
  /** Draws a bar where `of` is known. */
  show(done: number, of: number | undefined, words: string): void;
  /** The line is free for others again. */
  end(): void;
}

const width = 24;
const everyMs = 100;

/** A progress bar on stderr, where that is a terminal; elsewhere it says nothing. */
export const createProgress = ({ words: stream }: Pick<Terminal, 'words'>): Progress => {
  if (stream.isTTY !== true) return { show: () => {}, end: () => {} };
  let last = Number.NEGATIVE_INFINITY;
  return {
    show: (done, of, words) => {
      const now = performance.now();
      if (now - last < everyMs && done !== of) return;
      last = now;
      stream.write(`\r\u001b[K${barOf(done, of)} ${words}`);
    },
    end: () => void stream.write('\r\u001b[K'),
  };
};

/** `[======>     ] 1,204 of 3,000`. */
const barOf = (done: number, of: number | undefined): string => {
  const count = done.toLocaleString('en-US');
  if (of === undefined || of === 0) return count;
  const full = Math.round((Math.min(done, of) / of) * width);
  return `[${'='.repeat(full)}${' '.repeat(width - full)}] ${count} of ${of.toLocaleString('en-US')}`;
};
