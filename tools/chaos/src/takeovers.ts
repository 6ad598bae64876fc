import type { Handling, LogRecord } from './records.js';

/**
 * From the moment a worker was killed, or asked to leave, to the first start by another one, for each
 * partition on which it was the last to begin something. Partitions in which nothing came any more are left
 * out. Takes all records by time; milliseconds.
 */
export const takeovers = (records: readonly LogRecord[], end: 'killed' | 'leaving'): number[] => {
  const lastStarts = new Map<string, Handling>();
  const awaited = new Map<string, { readonly worker: string; readonly since: number }>();
  const times: number[] = [];
  for (const record of records) {
    if (record.kind === 'start') {
      lastStarts.set(record.stream, record);
      const left = awaited.get(record.stream);
      if (left === undefined || left.worker === record.worker) continue;
      awaited.delete(record.stream);
      times.push(record.at - left.since);
    } else if (record.kind === end) {
      for (const { stream, worker } of lastStarts.values())
        if (worker === record.worker) awaited.set(stream, { worker, since: record.at });
    }
  }
  return times;
};

/** The value below which this share (0 to 1) of the values lies: nearest rank. Undefined without values. */
export const quantile = (values: readonly number[], share: number): number | undefined =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(share * values.length) - 1)];
