import { type ConfigOf, integer } from '@obey/service-kit';

export const config = {
  LATEST: integer('How many of the latest are shown', { default: 10, min: 1, max: 100 }),
};

export type Config = ConfigOf<typeof config>;
