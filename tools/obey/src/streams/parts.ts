import type { Connection } from '@obey/choreography/inspection';
import { groupBy } from '../group-by.js';
import { type Found, findStreams } from './find.js';
import { countLetters } from './letters.js';
import { type GroupView, lookAtGroups } from './look.js';
import { ownerOf } from './owners.js';

/** One group with one partition of a stream: how far it is, who owns it, and what it has given up. */
export interface Part extends GroupView, Found {
  readonly owner: string | undefined;
  readonly dead: number;
}

/** All groups with all partitions that they have, or those of the groups named. */
export const readParts = async (
  redis: Connection,
  only: readonly string[] = [],
  found?: readonly Found[],
): Promise<Part[]> => {
  const views = await Promise.all(
    (found ?? (await findStreams(redis))).map(async (one) =>
      (await lookAtGroups(redis, one.key)).map((view) => ({ ...one, ...view })),
    ),
  );
  const wanted = views.flat().filter(({ group }) => only.length === 0 || only.includes(group));
  const parts = [...groupBy(wanted, ({ group }) => group)].map(async ([group, all]) => {
    const keys = all.map(({ key }) => key);
    const [dead, owners] = await Promise.all([
      countLetters(redis, group, keys),
      Promise.all(keys.map((key) => ownerOf(redis, key, group))),
    ]);
    return all.map((view, at) => ({ ...view, owner: owners[at], dead: dead.get(view.key) ?? 0 }));
  });
  return (await Promise.all(parts)).flat();
};
