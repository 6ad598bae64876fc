import type { Message } from './message.js';

/** What happens inside the runtime, for logs and metrics. Times in milliseconds. */
export type Observation =
  | { readonly kind: 'published'; readonly message: Message }
  | {
      readonly kind: 'handled';
      readonly message: Message;
      readonly tookMs: number;
      readonly waitedMs: number;
    }
  | { readonly kind: 'ignored'; readonly type: string }
  | {
      readonly kind: 'retried';
      readonly message: Message;
      readonly attempt: number;
      readonly inMs: number;
      readonly outage: boolean;
      readonly error: unknown;
    }
  | {
      readonly kind: 'dead';
      readonly stream: string;
      readonly entry: string;
      readonly message: Message | undefined;
      readonly error: unknown;
    }
  | { readonly kind: 'abandoned'; readonly stream: string; readonly entry: string }
  | { readonly kind: 'acquired' | 'released' | 'lost'; readonly stream: string; readonly epoch: number }
  | { readonly kind: 'group-recreated'; readonly stream: string }
  | { readonly kind: 'trouble'; readonly what: string; readonly error: unknown };

/** Hears all that happens; it must not throw. */
export type Observer = (observation: Observation) => void;
