import { instantOf, pastTime } from '@obey/service-kit';
import { timeRefused } from './adding.js';
import type { People } from './deps.js';
import { userRefused } from './people.js';
import type { DeedRecord } from './records.js';

interface Deed {
  readonly at: Date;
  readonly by: string;
  readonly reason?: string;
}

/** What is wrong with the first of these deeds that is at fault; undefined where none is. */
export const deedsRefused = (deeds: readonly (DeedRecord | undefined)[], { ids }: People, now: Date) => {
  for (const deed of deeds) {
    if (deed && !ids.has(deed.by)) return userRefused(deed.by);
    if (deed && !pastTime(deed.at, now)) return timeRefused('at of a pin, a lock or a deletion');
  }
  return undefined;
};

/** The deed as it is stored. */
export const done = ({ at, by, ...why }: DeedRecord, { ids }: People): Deed => ({
  at: instantOf(at),
  by: ids.get(by) ?? '',
  ...why,
});
