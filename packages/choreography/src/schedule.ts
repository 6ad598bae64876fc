import type { Observer } from './observe.js';
import type { Publishing } from './transport.js';

interface ScheduleDeps {
  readonly publishing: Publishing;
  readonly observe: Observer;
}

/** Puts postponed messages on their streams when they are due. */
export interface Schedule {
  /** Looks at a stream's postponed messages after so many ms, or earlier where that was asked for before. */
  lookIn(stream: string, ms: number): void;
  close(): void;
}

/** A timer waits no longer than this (Node's own limit is 24.8 days). */
const longestMs = 3_600_000;
/** After a failure. */
const againMs = 1_000;

export const createSchedule = ({ publishing, observe }: ScheduleDeps): Schedule => {
  const timers = new Map<string, { readonly dueAt: number; readonly timer: NodeJS.Timeout }>();
  let closed = false;

  const look = async (stream: string) => {
    timers.delete(stream);
    try {
      const nextMs = await publishing.addDue(stream);
      if (nextMs !== undefined) lookIn(stream, nextMs);
    } catch (error) {
      observe({ kind: 'trouble', what: `adding what is due to ${stream}`, error });
      lookIn(stream, againMs);
    }
  };

  const lookIn = (stream: string, ms: number) => {
    if (closed) return;
    const inMs = Math.max(0, Math.min(ms, longestMs));
    const dueAt = performance.now() + inMs;
    const present = timers.get(stream);
    if (present && present.dueAt <= dueAt) return;
    clearTimeout(present?.timer);
    timers.set(stream, { dueAt, timer: setTimeout(() => void look(stream), inMs) });
  };

  return {
    lookIn,
    close: () => {
      closed = true;
      for (const { timer } of timers.values()) clearTimeout(timer);
    },
  };
};
