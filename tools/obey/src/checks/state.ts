import type { Connection } from '@obey/choreography/inspection';
import { groupBy } from '../group-by.js';
import { findStreams, topologyOf } from '../streams/find.js';
import { countLetters } from '../streams/letters.js';
import { lookAtGroups } from '../streams/look.js';
import { sum, sumOfGroups } from '../streams/sum.js';

/** What monitoring looks at, of one group over all of its streams. */
export interface GroupState {
  readonly group: string;
  /** Null where Redis cannot tell. */
  readonly lag: number | null;
  readonly pending: number;
  /** How long the oldest message waits that is not done, in s. */
  readonly oldestS: number;
  readonly dead: number;
}

export interface State {
  readonly groups: readonly GroupState[];
  /** Instances of each service that was ever started. */
  readonly instances: ReadonlyMap<string, number>;
}

export const readState = async (redis: Connection, now: Date): Promise<State> => {
  const found = await findStreams(redis);
  const views = await Promise.all(
    found.map(async ({ key }) => (await lookAtGroups(redis, key)).map((view) => ({ ...view, key }))),
  );
  const byGroup = groupBy(views.flat(), ({ group }) => group);
  const groups = await Promise.all(
    [...byGroup].map(async ([group, parts]): Promise<GroupState[]> => {
      const dead = await countLetters(
        redis,
        group,
        parts.map(({ key }) => key),
      );
      return sumOfGroups(parts).map(({ lag, pending, oldest }) => ({
        group,
        lag,
        pending,
        oldestS: oldest ? Math.max(0, Math.round((now.getTime() - oldest.getTime()) / 1_000)) : 0,
        dead: sum([...dead.values()]),
      }));
    }),
  );
  const services = await topologyOf(redis);
  return {
    groups: groups.flat().sort((a, b) => a.group.localeCompare(b.group)),
    instances: new Map(services.map(({ service, instances }) => [service, instances.length])),
  };
};
