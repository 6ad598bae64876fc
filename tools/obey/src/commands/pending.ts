import { type Connection, pendingOf, timeOfEntry } from '@obey/choreography/inspection';
import { command } from '../command.js';
import { count, duration } from '../option.js';
import type { Column } from '../output/table.js';
import { readForwards } from '../streams/entries.js';
import { type Part, readParts } from '../streams/parts.js';

interface Row {
  readonly group: string;
  readonly stream: string;
  readonly entry: string;
  readonly addedAt: Date;
  readonly idleMs: number;
  readonly deliveries: number;
  readonly owner: string | undefined;
  /** Null where the entry is gone from the stream, or is no message. */
  readonly type: string | null;
  readonly subject: string | null;
  readonly id: string | null;
}

const columns: readonly Column<Row>[] = [
  { title: 'GROUP', value: ({ group }) => group },
  { title: 'STREAM', value: ({ stream }) => stream },
  { title: 'ENTRY', value: ({ entry }) => entry },
  { title: 'TYPE', value: ({ type }) => type },
  { title: 'SUBJECT', value: ({ subject }) => subject, isWide: true },
  { title: 'ADDED', value: ({ addedAt }) => addedAt, as: 'time' },
  { title: 'IDLE', value: ({ idleMs }) => idleMs, as: 'duration' },
  {
    title: 'DELIVERIES',
    value: ({ deliveries }) => deliveries,
    as: 'count',
    isAlarming: ({ deliveries }) => deliveries > 1,
  },
  { title: 'OWNER', value: ({ owner }) => owner, isAlarming: ({ owner }) => owner === undefined },
  { title: 'ID', value: ({ id }) => id, isWide: true },
];

export const pending = command({
  name: 'pending',
  summary: 'What was delivered and is not done: how long, how often, by whom',
  details:
    'Oldest first. A message that is tried again stays here; more than one delivery means that its process died with it, or was replaced.',
  arguments: { '[group...]': 'only these groups' },
  completes: 'groups',
  options: {
    lines: count('no more than so many', 100, { short: 'n' }),
    idle: duration('only what was delivered longer ago', 0),
  },
  examples: [
    { line: 'obey pending mailing', about: 'what mailing has in its hands' },
    { line: 'obey pending --idle 5m', about: 'what is stuck' },
  ],
  run: async ({ redis, out, arguments: only, options: { lines, idle } }) => {
    const connection = await redis();
    const parts = (await readParts(connection, only)).filter((part) => part.pending > 0);
    const rows = (await Promise.all(parts.map((part) => entriesOf(connection, part, lines, idle)))).flat();
    const oldest = rows.sort((a, b) => Number(a.addedAt) - Number(b.addedAt)).slice(0, lines);
    await out.table(columns, await Promise.all(oldest.map((row) => withMessage(connection, row))));
    const all = parts.reduce((total, part) => total + part.pending, 0);
    if (oldest.length < all && idle === 0) out.note(`${oldest.length} of ${all}; -n shows more`);
    if (all === 0) out.note('Nothing is pending.');
    return undefined;
  },
});

type Bare = Omit<Row, 'type' | 'subject' | 'id'>;

const entriesOf = async (
  redis: Connection,
  { key, group, owner }: Part,
  most: number,
  idleMs: number,
): Promise<Bare[]> => {
  const idle = idleMs > 0 ? ['IDLE', idleMs] : [];
  return pendingOf(await redis.call('XPENDING', key, group, ...idle, '-', '+', most)).map((one) => ({
    group,
    stream: key,
    entry: one.id,
    addedAt: timeOfEntry(one.id),
    idleMs: one.idleMs,
    deliveries: one.deliveries,
    owner,
  }));
};

const withMessage = async (redis: Connection, row: Bare): Promise<Row> => {
  for await (const { message } of readForwards(redis, [row.stream], { from: row.entry, to: row.entry }))
    return {
      ...row,
      type: message?.type ?? null,
      subject: message?.subject ?? null,
      id: message?.id ?? null,
    };
  return { ...row, type: null, subject: null, id: null };
};
