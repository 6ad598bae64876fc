import { type Connection, decode, entriesOf, laterKey, timeOfEntry } from '@obey/choreography/inspection';
import { formatDuration } from '../times.js';
import { bad, type Finding, good, type Look, some, unknown } from './finding.js';

/** So much may a clock be wrong, and so late may a message come, in ms. */
const [mostSkewMs, mostLateMs] = [2_000, 60_000];
/** The last entries of each stream tell of the clocks of those who said them. */
const sampled = 50;
/** What is older tells of yesterday. */
const recentMs = 24 * 3_600_000;

/** What messages tell of clocks, and of how long they waited in an outbox: when they were said, and when Redis had them. */
export const lookAtTimes: Look = async ({ redis, streams, now }) => {
  const bySource = new Map<string, number[]>();
  let overdue = 0;
  for (const { key } of streams) {
    for (const { source, delayMs } of await delaysOn(redis, key, now()))
      bySource.set(source, [...(bySource.get(source) ?? []), delayMs]);
    overdue += await redis.zcount(laterKey(key), '-inf', now().getTime() - mostLateMs);
  }
  const [seconds, micros] = await redis.time();
  const ours = Number(seconds) * 1_000 + Number(micros) / 1_000 - now().getTime();
  return [
    Math.abs(ours) > mostSkewMs
      ? bad('our clock', `it is ${formatDuration(Math.abs(ours))} off that of Redis`, 'chronyc makestep')
      : good('our clock', 'it agrees with that of Redis'),
    skewFinding(bySource),
    outboxFinding(bySource),
    overdue === 0
      ? good('postponed', 'what was put off was said when it was due')
      : bad(
          'postponed',
          `${overdue} messages that were put off are overdue`,
          'start the service that owns their stream: obey groups',
        ),
  ];
};

const delaysOn = async (redis: Connection, key: string, now: Date) =>
  entriesOf(await redis.call('XREVRANGE', key, '+', now.getTime() - recentMs, 'COUNT', sampled)).flatMap(
    ({ id, json, onlyFor }) => {
      // What was put back was said long ago.
      if (json === undefined || onlyFor !== undefined) return [];
      const message = readable(json);
      const said = Date.parse(message?.time ?? '');
      return message && !Number.isNaN(said)
        ? [{ source: message.source, delayMs: timeOfEntry(id).getTime() - said }]
        : [];
    },
  );

const readable = (json: string) => {
  try {
    return decode(json);
  } catch {
    // obey verify tells of it.
    return undefined;
  }
};

/** A message that was said after Redis had it: the clock of who said it is ahead. */
const skewFinding = (bySource: ReadonlyMap<string, readonly number[]>): Finding => {
  const ahead = [...bySource]
    .map(([source, delays]) => ({ source, ms: -Math.min(...delays) }))
    .filter(({ ms }) => ms > mostSkewMs)
    .map(({ source, ms }) => `${source} by ${formatDuration(ms)}`);
  if (bySource.size === 0) return unknown('clocks', 'nothing was said lately that would tell');
  if (ahead.length > 0)
    return bad('clocks', `ahead of Redis: ${some(ahead)}`, 'chronyc makestep, where they run');
  return good('clocks', 'nobody says anything in the future; a clock that is late looks like a stale outbox');
};

/** What waits in a database cannot be seen from here; what came late can. */
const outboxFinding = (bySource: ReadonlyMap<string, readonly number[]>): Finding => {
  const late = [...bySource]
    .map(([source, delays]) => ({ source, ms: Math.max(...delays) }))
    .filter(({ ms }) => ms > mostLateMs)
    .map(({ source, ms }) => `${source} by ${formatDuration(ms)}`);
  const unseen =
    'what waits in outboxes is in MongoDB, where obey does not look: see the logs of the service';
  return late.length === 0
    ? unknown('outboxes', `nothing came late in a day; ${unseen}`)
    : bad(
        'outboxes',
        `said long before Redis had it: ${some(late)}; ${unseen}`,
        'obey tail, and the logs of the service',
      );
};
