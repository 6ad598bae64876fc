import type { Message } from './message.js';

/** What happens inside the runtime, for logs and metrics. Times in milliseconds. */
export type Observation =
  | { readonly kind: 'published'; readonly message: Message }
  | {
      readonly kind: 'handled';
      readonly message: Message;
      readonly tookMs: number;
      /** 1 where it went well at once, in this process. */
      readonly attempt: number;
      /** From when it was said until its reaction began. */
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
      readonly attempts: number;
      readonly error: unknown;
    }
  | { readonly kind: 'abandoned'; readonly stream: string; readonly entry: string }
  | { readonly kind: 'acquired' | 'released' | 'lost'; readonly stream: string; readonly epoch: number }
  | { readonly kind: 'group-recreated'; readonly stream: string }
  /** The server lost what it had acknowledged, or may have: `republished` messages were found in the outboxes. */
  | {
      readonly kind: 'data-lost';
      readonly what: string;
      readonly certain: boolean;
      readonly republished: number;
    }
  /** Pending entries that nobody worked on: a fault of this library, mended by reading them again. */
  | { readonly kind: 'orphaned'; readonly stream: string; readonly entries: readonly string[] }
  /** The event loop stood still for longer than an owner's safety margin: others may have taken over. */
  | { readonly kind: 'stalled'; readonly ms: number }
  /** Old entries are kept because these groups have not finished them. */
  | { readonly kind: 'held-back'; readonly stream: string; readonly groups: readonly string[] }
  | { readonly kind: 'trimmed'; readonly stream: string; readonly entries: number }
  | { readonly kind: 'trouble'; readonly what: string; readonly error: unknown };

/** Hears all that happens; it must not throw. */
export type Observer = (observation: Observation) => void;

/** One observer that tells each of these. */
export const all =
  (...observers: readonly Observer[]): Observer =>
  (observation) => {
    for (const observe of observers) observe(observation);
  };

/** An observer that throws must not make a message a dead letter: what it throws is warned of, once. */
export const harmless = (observe: Observer = () => {}): Observer => {
  let warned = false;
  return (observation) => {
    try {
      observe(observation);
    } catch (error) {
      if (!warned) process.emitWarning(`An observer of @obey/choreography has thrown: ${error}`);
      warned = true;
    }
  };
};
