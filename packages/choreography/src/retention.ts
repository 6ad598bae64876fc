import type { Observer } from './observe.js';
import type { Keeping } from './transport.js';
import type { Tuning } from './tuning.js';
import { endable, pause } from './waiting.js';

/** How long the messages of a service stay on their streams. */
export interface Retention {
  /** In ms; seven days if not said otherwise. Requests, which nobody wants to read later, stay an hour at most. */
  readonly keepMs?: number;
  /** Groups that must have finished a notification before it goes, even where they have never run. */
  readonly groups?: readonly string[];
  /** The group that must have finished every message before it goes, commands and requests too, even where it has never run. */
  readonly archive?: string;
}

interface RetentionDeps {
  readonly keeping: Keeping;
  readonly tuning: Tuning;
  readonly observe: Observer;
  readonly retention: Retention;
  /** The streams of this service's own messages. */
  readonly streams: () => readonly string[];
  /** Looks after each stream, whether it needs trimming or not. */
  readonly visit: (stream: string) => void;
}

const weekMs = 7 * 24 * 3_600_000;
const hourMs = 3_600_000;

/**
 * Trims this service's streams by age, and never past what a group of theirs has not finished: not past what is
 * pending, nor past a declared group, or the archive, that has not begun. Which groups hold old entries back is told.
 */
export const keepTrimming = ({ keeping, tuning, observe, retention, streams, visit }: RetentionDeps) => {
  const { keepMs = weekMs, groups = [], archive } = retention;
  const witnesses = archive === undefined ? [] : [archive];
  const closing = endable();

  const trim = async (stream: string) => {
    // Only notifications are for many; a command or a request that its own service has finished may go.
    const many = stream.startsWith('events:');
    const keep = stream.startsWith('requests:') ? Math.min(keepMs, hourMs) : keepMs;
    const trimmed = await keeping.trim(stream, {
      keepMs: keep,
      everyMs: tuning.trimMs,
      groups: many ? [...groups, ...witnesses] : witnesses,
    });
    if (!trimmed) return;
    if (trimmed.removed > 0) observe({ kind: 'trimmed', stream, entries: trimmed.removed });
    if (trimmed.heldBackBy.length > 0) observe({ kind: 'held-back', stream, groups: trimmed.heldBackBy });
  };

  const keep = async () => {
    while (!closing.signal.aborted) {
      for (const stream of streams()) {
        visit(stream);
        await trim(stream).catch((error: unknown) =>
          observe({ kind: 'trouble', what: `trimming ${stream}`, error }),
        );
      }
      await pause(tuning.trimMs, closing.signal);
    }
  };
  void keep();

  return { close: () => closing.abort() };
};
