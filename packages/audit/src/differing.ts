import type { Kit } from '@obey/service-kit';
import { Counter } from 'prom-client';
import type { Archived } from './records.js';

/** Counts and logs what came under the id of a message that is kept, and was another: by its places, never by its data. */
export const tellDiffering = ({ log, metrics }: Pick<Kit, 'log' | 'metrics'>) => {
  const differing = new Counter({
    name: 'audit_differing_total',
    help: 'Messages that came under the id of one that is kept, and were another',
    labelNames: ['type'],
    registers: [metrics],
  });
  return (kept: Archived, other: Archived, differences: readonly string[]): void => {
    differing.inc({ type: kept.type });
    const { _id: id, type, source } = kept;
    log.warn(
      { id, type, source, stream: other.stream, entry: other.entry, differences },
      'Another message came under the id of one that is kept; the first is kept',
    );
  };
};
