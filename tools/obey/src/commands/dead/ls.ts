import { command } from '../../command.js';
import { choiceOptions, findLetters, type Letter } from '../../letters/find.js';
import { count } from '../../option.js';
import type { Column } from '../../output/table.js';

const columns: readonly Column<Row>[] = [
  { title: 'DIED', value: ({ died }) => died, as: 'time' },
  { title: 'GROUP', value: ({ group }) => group },
  { title: 'TYPE', value: ({ type }) => type },
  { title: 'SUBJECT', value: ({ subject }) => subject, isWide: true },
  { title: 'CODE', value: ({ code }) => code || undefined },
  { title: 'ERROR', value: ({ error }) => firstLine(error) },
  { title: 'ATTEMPTS', value: ({ attempts }) => attempts, as: 'count' },
  { title: 'STREAM', value: ({ stream }) => stream, isWide: true },
  { title: 'MESSAGE', value: ({ message }) => message, isWide: true },
  { title: 'LETTER', value: ({ id }) => id },
];

const firstLine = (text: string) => text.split('\n', 1)[0] ?? '';

export const deadLs = command({
  name: 'dead ls',
  summary: 'The dead letters: what could not be handled, and why',
  details: 'Those of a service that is no more are among them. By group and stream, oldest first.',
  arguments: { '[group...]': 'only of these groups' },
  options: { ...choiceOptions, lines: count('no more than so many', 200, { short: 'n' }) },
  examples: [
    { line: 'obey dead ls mailing', about: 'those of one service' },
    { line: "obey dead ls --type 'content.*' --error contract-broken -o ndjson", about: 'some, for jq' },
  ],
  run: async ({ redis, out, arguments: groups, options }) => {
    const rows: Row[] = [];
    let more = false;
    for await (const letter of findLetters(await redis(), groups, options)) {
      more = rows.length === options.lines;
      if (more) break;
      rows.push(rowOf(letter));
    }
    await out.table(columns, rows);
    if (more) out.note(`There are more than ${options.lines}. See obey dead stats, or give -n`);
    if (rows.length === 0) out.note('No dead letters.');
  },
});

type Row = ReturnType<typeof rowOf>;

const rowOf = ({ id, group, stream, entry, died, code, error, attempts, message }: Letter) => ({
  died,
  group,
  type: message?.type,
  subject: message?.subject,
  code,
  error,
  attempts,
  stream,
  entry,
  message: message?.id,
  id,
});
