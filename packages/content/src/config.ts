import { integer } from '@obey/service-kit';

/** The settings of content besides those that every service has. */
export const config = {
  USERS_IN_MEMORY: integer('Users whose replica each process keeps in memory', { default: 10_000, min: 1 }),
};
