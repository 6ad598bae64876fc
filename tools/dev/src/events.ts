import type { LogLine } from './log-line.js';

/** What happens to a forum that runs here, for whoever shows it. Times in milliseconds. */
export type ForumEvent =
  | { readonly kind: 'ready'; readonly what: string; readonly tookMs: number }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'started'; readonly process: string; readonly pid: number }
  | {
      readonly kind: 'died';
      readonly process: string;
      readonly why: string;
      readonly lastLine: string | undefined;
      readonly restartInMs: number;
    }
  | { readonly kind: 'stopped'; readonly process: string; readonly killed: boolean }
  | { readonly kind: 'line'; readonly process: string; readonly line: LogLine };

export type Report = (event: ForumEvent) => void;
