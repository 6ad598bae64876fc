import { type Connection, consumer, listOf } from '@obey/choreography/inspection';
import { declaredGroups } from '../streams/floor.js';
import { lookAtGroups } from '../streams/look.js';
import { bad, type Finding, good, type Look, some } from './finding.js';

/** Groups that are declared and missing, that nobody declares, and entries that no owner will ever come upon. */
export const lookAtTheGroups: Look = async ({ redis, streams }) => {
  const declared = await declaredGroups(redis);
  const missing: string[] = [];
  const strange = new Map<string, string>();
  const strays: string[] = [];
  const lost: string[] = [];
  for (const { key } of streams) {
    const views = await lookAtGroups(redis, key);
    const wanted = declared.get(key) ?? [];
    for (const group of wanted)
      if (!views.some((view) => view.group === group)) missing.push(`${group} on ${key}`);
    for (const { group, pending } of views) {
      if (!wanted.includes(group)) strange.set(group, key);
      if (pending === 0) continue;
      strays.push(...(await straysOf(redis, key, group)));
      lost.push(...(await lostOf(redis, key, group)));
    }
  }
  return [missingFinding(missing), strangeFinding(strange), straysFinding(strays), lostFinding(lost)];
};

/** Pending under a name that no instance reads: whoever read there by hand has kept them. */
const straysOf = async (redis: Connection, key: string, group: string): Promise<string[]> => {
  const summary = listOf(await redis.call('XPENDING', key, group));
  return listOf(summary[3])
    .map(listOf)
    .filter(([name]) => name !== consumer)
    .map(
      ([name, count]) =>
        `XAUTOCLAIM '${key}' ${group} ${consumer} 0 0 COUNT ${String(count)} JUSTID # of ${String(name)}`,
    );
};

const mostLooked = 100;

/** Pending, and gone from the stream: somebody has deleted or trimmed them by hand. */
const lostOf = async (redis: Connection, key: string, group: string): Promise<string[]> => {
  const pending = listOf(await redis.xpending(key, group, '-', '+', mostLooked)).map((one) =>
    String(listOf(one)[0]),
  );
  const gone = await Promise.all(
    pending.map(async (id) => ((await redis.xrange(key, id, id)).length === 0 ? id : undefined)),
  );
  return gone.flatMap((id) => (id === undefined ? [] : `XACK '${key}' ${group} ${id}`));
};

const missingFinding = (missing: readonly string[]): Finding =>
  missing.length === 0
    ? good('groups', 'every service has its group on every stream that it hears')
    : bad(
        'groups',
        `missing: ${some(missing)}`,
        'start the service: it makes its groups, from the start of the streams',
      );

const strangeFinding = (strange: ReadonlyMap<string, string>): Finding => {
  const [first] = strange;
  if (!first)
    return good('strange groups', 'no group is on a stream that its service does not declare to hear');
  const [group, key] = first;
  return bad(
    'strange groups',
    `nobody declares to hear what ${some([...strange.keys()])} holds back from being trimmed, as on ${key}`,
    `redis-cli XGROUP DESTROY '${key}' ${group}`,
  );
};

const straysFinding = ([first, ...more]: readonly string[]): Finding =>
  first === undefined
    ? good('strays', 'all that is pending is where its owner finds it')
    : bad(
        'strays',
        `pending under a name that no instance reads, in ${more.length + 1} places`,
        `redis-cli ${first}`,
      );

const lostFinding = ([first, ...more]: readonly string[]): Finding =>
  first === undefined
    ? good('lost entries', 'all that is pending still stands on its stream')
    : bad('lost entries', `${more.length + 1} are pending and gone from their streams`, `redis-cli ${first}`);
