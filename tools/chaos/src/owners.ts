import type { Handling, LogRecord } from './records.js';

/** Starts under an epoch after a start under a greater one in the same partition. Takes starts by time. */
export const findPastOwners = (starts: readonly Handling[]): string[] => {
  const newest = new Map<string, Handling>();
  return starts.flatMap((start) => {
    const latest = newest.get(start.stream);
    if (latest === undefined || start.epoch >= latest.epoch) {
      newest.set(start.stream, start);
      return [];
    }
    const { subject, step, worker, stream, epoch, at, again } = start;
    return [
      `${subject} step ${step} on ${stream} by ${worker} in epoch ${epoch} at ${at.toFixed(3)}, ` +
        `after ${latest.worker} in epoch ${latest.epoch}${again ? ' (delivered again)' : ''}`,
    ];
  });
};

/**
 * Handlers that still ran when another worker began one under a greater epoch in their partition; each once.
 * One whose worker died ran until then. Takes all records by time.
 */
export const findOverlaps = (records: readonly LogRecord[]): Handling[] => {
  const running = new Map<string, Set<Handling>>();
  const overlapped: Handling[] = [];
  for (const record of records) {
    if (record.kind === 'start') {
      const beside = running.get(record.stream) ?? new Set();
      for (const other of beside) {
        if (other.worker === record.worker || other.epoch >= record.epoch) continue;
        overlapped.push(other);
        beside.delete(other);
      }
      running.set(record.stream, beside.add(record));
    } else if (record.kind === 'end') {
      const beside = running.get(record.stream) ?? new Set();
      const ended = [...beside].find(({ worker, id }) => worker === record.worker && id === record.id);
      if (ended) beside.delete(ended);
    } else if (record.kind === 'killed' || record.kind === 'exited') {
      for (const beside of running.values())
        for (const handling of beside) if (handling.worker === record.worker) beside.delete(handling);
    }
  }
  return overlapped;
};
