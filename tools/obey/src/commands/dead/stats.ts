import { command } from '../../command.js';
import { choiceOptions, findLetters, type Letter } from '../../letters/find.js';
import type { Column } from '../../output/table.js';

interface Row {
  readonly group: string;
  readonly type: string | undefined;
  readonly code: string;
  readonly error: string;
  count: number;
  first: Date;
  last: Date;
}

const columns: readonly Column<Row>[] = [
  { title: 'COUNT', value: ({ count }) => count, as: 'count' },
  { title: 'GROUP', value: ({ group }) => group },
  { title: 'TYPE', value: ({ type }) => type },
  { title: 'CODE', value: ({ code }) => code || undefined },
  { title: 'ERROR', value: ({ error }) => error },
  { title: 'FIRST', value: ({ first }) => first, as: 'time' },
  { title: 'LAST', value: ({ last }) => last, as: 'time' },
];

/** What letters may differ in, and still tell of one fault: ids and numbers. */
const alike = (error: string) =>
  (error.split('\n', 1)[0] ?? '')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '…')
    .replaceAll(/\d{3,}/g, '…')
    .slice(0, 200);

/** So many kinds of fault are told apart. */
const mostKinds = 1_000;

export const deadStats = command({
  name: 'dead stats',
  summary: 'Dead letters counted by group, type and error',
  details: 'Ids and numbers in an error are left out, so that one fault is one line.',
  arguments: { '[group...]': 'only of these groups' },
  options: choiceOptions,
  examples: [
    { line: 'obey dead stats', about: 'what goes wrong, and how often' },
    { line: 'obey dead stats alerts -o json', about: 'of one service' },
  ],
  run: async ({ redis, out, arguments: groups, options }) => {
    const rows = new Map<string, Row>();
    for await (const letter of findLetters(await redis(), groups, options)) count(rows, letter);
    await out.table(
      columns,
      [...rows.values()].sort((a, b) => b.count - a.count),
    );
    if (rows.size === 0) out.note('No dead letters.');
  },
});

const count = (rows: Map<string, Row>, { group, code, error, died, message }: Letter) => {
  const about = rows.size < mostKinds ? alike(error) : 'another error';
  const kind = { group, type: message?.type, code, error: about };
  const key = JSON.stringify(kind);
  const row = rows.get(key);
  if (!row) {
    rows.set(key, { ...kind, count: 1, first: died, last: died });
    return;
  }
  row.count += 1;
  if (died < row.first) row.first = died;
  if (died > row.last) row.last = died;
};
