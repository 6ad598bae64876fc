import { Misdeclared } from './errors.js';

/** Times in milliseconds. The defaults suit production; tests shorten them. */
export interface Tuning {
  /** How long a partition stays with an owner that says nothing. A crashed owner's work waits this long. */
  readonly leaseMs: number;
  /** Leases are renewed this often; it must be less than a lease without its margin. */
  readonly renewMs: number;
  /** An owner stops starting work this long before its lease ends. */
  readonly marginMs: number;
  /** A member of a group shows this often that it is alive … */
  readonly heartbeatMs: number;
  /** … and is forgotten after this time without that; it should be at most a lease. */
  readonly heartbeatTtlMs: number;
  /** A newcomer is handed partitions by their owners only when it has been there this long. */
  readonly stableMs: number;
  /** A reader waits this long for news before it asks again. */
  readonly blockMs: number;
  /** A command without a reply in this time has failed, and its connection is opened anew. */
  readonly commandTimeoutMs: number;
  /** Acknowledgements are sent together after this time, or when there are `ackBatch` of them. */
  readonly ackFlushMs: number;
  readonly ackBatch: number;
  /** Entries asked for in one read of one partition. */
  readonly readCount: number;
  /** Entries of one partition that may be in the lanes at once, but for those behind a reaction that fails … */
  readonly window: number;
  /** … and with them. */
  readonly backlog: number;
  /** Tries before a message whose reaction fails for its own reasons is a dead letter. */
  readonly attempts: number;
  /** The first pause between tries; it doubles up to `retryMaxMs`, with jitter. */
  readonly retryBaseMs: number;
  readonly retryMaxMs: number;
  /** A reaction that takes longer has failed. */
  readonly reactionTimeoutMs: number;
  /** Deaths of the process over one message, after the first, before it is a dead letter. */
  readonly deaths: number;
  /** How long a publish is tried before its outcome is reported as unknown. */
  readonly publishMs: number;
  /** Pending entries that nobody works on are looked for this often; to find one is a fault, and told as one. */
  readonly orphansMs: number;
  /** Streams of this service's own messages are trimmed this often, by one of its instances. */
  readonly trimMs: number;
  /** Outboxes are swept this often, for what a crash has left in them. */
  readonly sweepMs: number;
  /** How long a relay keeps a document's outbox for itself; it publishes in the first half of that time only. */
  readonly relayClaimMs: number;
}

export const defaultTuning: Tuning = {
  leaseMs: 10_000,
  renewMs: 2_500,
  marginMs: 2_000,
  heartbeatMs: 2_000,
  heartbeatTtlMs: 8_000,
  stableMs: 30_000,
  blockMs: 2_000,
  commandTimeoutMs: 1_000,
  ackFlushMs: 5,
  ackBatch: 1_000,
  readCount: 250,
  window: 1_024,
  backlog: 10_000,
  attempts: 5,
  retryBaseMs: 100,
  retryMaxMs: 10_000,
  reactionTimeoutMs: 30_000,
  deaths: 3,
  publishMs: 15_000,
  orphansMs: 15_000,
  trimMs: 60_000,
  sweepMs: 2_000,
  relayClaimMs: 10_000,
};

/** Throws `Misdeclared` where a lease could not be kept by its own renewals. */
export const requireSound = ({ leaseMs, renewMs, marginMs, heartbeatMs, heartbeatTtlMs }: Tuning): void => {
  if (renewMs >= leaseMs - marginMs)
    throw new Misdeclared(
      `A lease of ${leaseMs} ms with a margin of ${marginMs} ms is over before it is renewed after ${renewMs} ms`,
    );
  if (heartbeatMs >= heartbeatTtlMs)
    throw new Misdeclared(
      `A heartbeat that lasts ${heartbeatTtlMs} ms is over before the next, after ${heartbeatMs} ms`,
    );
};
