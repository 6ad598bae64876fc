import { type ConfigOf, duration } from '@obey/service-kit';

export const config = {
  AUDIT_KEEP: duration('How long messages are kept; for good, if absent', { optional: true, min: 60_000 }),
};

export type Config = ConfigOf<typeof config>;
