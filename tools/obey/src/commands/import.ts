import { basename } from 'node:path';
import type { Connection } from '@obey/choreography/inspection';
import { parseStreamKey } from '@obey/choreography/inspection';
import { carryOut, changeOptions } from '../change/plan.js';
import { type Context, command } from '../command.js';
import type { Line } from '../exports/lines.js';
import type { Manifest } from '../exports/manifest.js';
import { readLines, Unsound, verifyFile } from '../exports/read.js';
import { type Restored, restoreBatch } from '../exports/restore.js';
import { createProgress } from '../progress.js';
import { lookAtGroups } from '../streams/look.js';

/** So many entries go together, in one step. */
const batch = 100;

export const importStreams = command({
  name: 'import',
  summary: 'Puts what obey export wrote back on its streams',
  details:
    'The file is compared with its manifest first, to the last byte. Entries keep their ids, so a stream must be empty, or end before the file begins. Groups on these streams handle what comes; to keep one from that, seek it to the end afterwards, before it is started. Interrupted, do it again: what is there already is passed over.',
  arguments: { '<file>': 'written by obey export, with its manifest beside it' },
  options: changeOptions,
  examples: [
    { line: 'obey import day.ndjson', about: 'verifies it, and shows what would be added' },
    {
      line: 'obey import day.ndjson --execute --confirm day.ndjson --reason "to a new server"',
      about: 'do it',
    },
  ],
  run: async (context) => {
    const { options, terminal } = context;
    const [file = ''] = context.arguments;
    const manifest = await verifyFile(file);
    const strange = Object.keys(manifest.streams).find((key) => !parseStreamKey(key));
    if (strange !== undefined) throw new Unsound(file, `${strange} is no stream of messages`);
    const redis = await context.redis();
    const plan = {
      title: `Add ${manifest.count.toLocaleString('en-US')} entries to ${Object.keys(manifest.streams).length} streams`,
      steps: await stepsOf(redis, manifest),
      forGood: basename(file),
    };
    const progress = createProgress(terminal);
    await carryOut(context, options, plan, () =>
      restoreFile(redis, file, context.signal, (done) =>
        progress.show(done, manifest.count, 'imported'),
      ).finally(progress.end),
    );
    return undefined;
  },
});

const stepsOf = (redis: Connection, { streams }: Manifest): Promise<string[]> =>
  Promise.all(
    Object.entries(streams).map(async ([key, count]) => {
      const groups = (await lookAtGroups(redis, key)).map(({ group }) => group);
      const heard = groups.length === 0 ? 'no group is on it' : `${groups.join(', ')} would handle them`;
      return `${key}: ${count.toLocaleString('en-US')}; ${heard}`;
    }),
  );

const restoreFile = async (
  redis: Connection,
  file: string,
  signal: Context['signal'],
  show: (done: number) => void,
): Promise<Restored> => {
  let [added, present] = [0, 0];
  let waiting: Line[] = [];
  const flush = async () => {
    const [first] = waiting;
    if (!first) return;
    const done = await restoreBatch(redis, first.stream, waiting);
    added += done.added;
    present += done.present;
    waiting = [];
    show(added + present);
  };
  for await (const line of readLines(file)) {
    if (signal.aborted) return { added, present };
    if (waiting.length === batch || (waiting[0] && waiting[0].stream !== line.stream)) await flush();
    waiting.push(line);
  }
  await flush();
  return { added, present };
};
