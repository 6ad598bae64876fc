import type { Message, Observer } from '@obey/choreography';
import type { Logger } from 'pino';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

interface Deps {
  readonly log: Logger;
  readonly metrics: Registry;
}

const buckets = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60];

/** Turns what happens inside the runtime into metrics, and into log lines with their correlation id. */
export const createObserver = ({ log, metrics }: Deps): Observer => {
  const registers = [metrics];
  const count = (name: string, help: string) =>
    new Counter({ name: `choreography_${name}_total`, help, labelNames: ['type'], registers });
  const time = (name: string, help: string) =>
    new Histogram({ name: `choreography_${name}_seconds`, help, labelNames: ['type'], buckets, registers });
  const published = count('published', 'Messages said');
  const handled = count('handled', 'Messages reacted to');
  const ignored = count('ignored', 'Messages of no concern to this service');
  const retried = count('retried', 'Reactions that failed and are tried again');
  const dead = count('dead', 'Messages put to the dead letters');
  const abandoned = count('abandoned', 'Entries left to another owner');
  const leases = new Counter({
    name: 'choreography_lease_changes_total',
    help: 'Partitions acquired, released and lost',
    labelNames: ['change'],
    registers,
  });
  const troubles = count('trouble', 'Faults of the runtime itself, by what it was doing');
  const took = time('reaction', 'Time that a reaction took');
  const waited = time('waiting', 'Time from when a message was said until its reaction began');
  const partitions = new Gauge({
    name: 'choreography_partitions',
    help: 'Partitions that this instance owns',
    registers,
  });

  return (observation) => {
    switch (observation.kind) {
      case 'published':
        published.inc({ type: observation.message.type });
        log.debug(said(observation.message), 'published');
        return;
      case 'handled': {
        const { message, tookMs, waitedMs } = observation;
        const type = message.type;
        handled.inc({ type });
        took.observe({ type }, tookMs / 1_000);
        waited.observe({ type }, Math.max(0, waitedMs) / 1_000);
        log.debug({ ...said(message), tookMs, waitedMs }, 'handled');
        return;
      }
      case 'ignored':
        ignored.inc({ type: observation.type });
        return;
      case 'retried': {
        const { message, attempt, inMs, outage, error } = observation;
        retried.inc({ type: message.type });
        log.warn(
          { ...said(message), attempt, inMs, outage, err: error },
          'A reaction failed; it is tried again',
        );
        return;
      }
      case 'dead': {
        const { message, stream, entry, error } = observation;
        dead.inc({ type: message?.type ?? 'undecodable' });
        log.error({ ...(message && said(message)), stream, entry, err: error }, 'A message is a dead letter');
        return;
      }
      case 'abandoned':
        abandoned.inc({ type: observation.stream });
        log.warn(
          { stream: observation.stream, entry: observation.entry },
          'An entry is left to its next owner',
        );
        return;
      case 'acquired':
      case 'released':
      case 'lost':
        noteOwnership(observation.kind, observation);
        return;
      case 'group-recreated':
        log.warn({ stream: observation.stream }, 'A consumer group was gone and has been made again');
        return;
      case 'data-lost': {
        const { what, certain, republished } = observation;
        log.error(
          { what, republished },
          certain
            ? 'Redis has lost messages that it had acknowledged; those that the outboxes held are published again'
            : 'Redis was started again, and may have lost what it acknowledged last',
        );
        return;
      }
      case 'orphaned':
        log.error(
          { stream: observation.stream, entries: observation.entries },
          'Entries were pending and nobody worked on them; they are read again',
        );
        return;
      case 'stalled':
        log.warn({ ms: observation.ms }, 'The event loop stood still for longer than the margin of a lease');
        return;
      case 'held-back':
        log.warn(
          { stream: observation.stream, groups: observation.groups },
          'Old entries are kept, because these groups have not finished them',
        );
        return;
      case 'trimmed':
        log.debug({ stream: observation.stream, entries: observation.entries }, 'Old entries are removed');
        return;
      case 'trouble':
        troubles.inc({ type: observation.what });
        log.warn({ err: observation.error }, `Trouble while ${observation.what}`);
        return;
      default:
        return unheard(observation);
    }
  };

  function noteOwnership(
    kind: 'acquired' | 'released' | 'lost',
    { stream, epoch }: { stream: string; epoch: number },
  ) {
    leases.inc({ change: kind });
    if (kind === 'acquired') partitions.inc();
    else partitions.dec();
    if (kind === 'lost') log.warn({ stream, epoch }, 'A partition is lost to another owner');
    else log.debug({ stream, epoch }, `A partition is ${kind}`);
  }
};

const said = ({ type, id, subject, correlationId }: Message) => ({ type, id, subject, correlationId });

const unheard = (observation: never): never => observation;
