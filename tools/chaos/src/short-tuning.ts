import type { Tuning } from '@obey/choreography';

export const leaseMs = 3_000;
export const marginMs = 600;

/** Short times, so that many takeovers fit into a run. Nothing is blamed for the deaths that the run causes. */
export const shortTuning: Partial<Tuning> = {
  leaseMs,
  renewMs: 500,
  marginMs,
  heartbeatMs: 400,
  heartbeatTtlMs: 2_400,
  blockMs: 500,
  stableMs: 1_500,
  deaths: 1_000,
};
