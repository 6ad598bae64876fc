import type { Verdict } from '../checks/faults.js';
import { command } from '../command.js';
import { contractOptions, loadContracts } from '../contracts.js';
import { exitCodes } from '../exit-codes.js';
import { flag } from '../option.js';
import type { Column } from '../output/table.js';
import { createProgress } from '../progress.js';
import { findStreams } from '../streams/find.js';
import { pagesOf } from '../streams/pages.js';
import { rangeOptions, readRange, stretchOf } from '../streams/range.js';
import { sum } from '../streams/sum.js';

interface Row extends Verdict {
  readonly stream: string;
  readonly example: string;
  count: number;
}

const columns: readonly Column<Row>[] = [
  { title: 'STREAM', value: ({ stream }) => stream },
  { title: 'TYPE', value: ({ type }) => type },
  { title: 'VERSION', value: ({ version }) => version, as: 'count' },
  { title: 'COUNT', value: ({ count }) => count, as: 'count' },
  { title: 'FAULT', value: ({ fault }) => fault, isAlarming: () => true },
  { title: 'EXAMPLE', value: ({ fault, example }) => (fault === undefined ? undefined : example) },
];

/** So many kinds of fault are told apart. */
const mostKinds = 2_000;

export const verify = command({
  name: 'verify',
  summary: 'What stands on the streams against the contracts: by type, version and fault',
  details:
    'The contracts are those that this obey was built with (@obey/contracts), or those of --contracts. Ends with 4 where there is a fault.',
  arguments: {
    '[pattern-or-@range...]': 'only these: auth, events:auth, events:*, events:{auth:3}; and a range: @-1h',
  },
  options: { ...rangeOptions, ...contractOptions, faults: flag('only what is at fault') },
  examples: [
    { line: 'obey verify', about: 'all that stands there' },
    { line: 'obey verify content @-1h --faults', about: 'of one service, since a deploy' },
  ],
  run: async ({ redis, out, now, signal, terminal, arguments: words, options }) => {
    const { span, rest: patterns } = readRange(words, options, now());
    const stretch = stretchOf(span);
    const { judge } = await import('../checks/faults.js');
    const catalogue = await loadContracts(options.contracts);
    const connection = await redis();
    const found = await findStreams(connection, patterns);
    const total = sum(await Promise.all(found.map(({ key }) => connection.xlen(key))));
    const rows = new Map<string, Row>();
    const progress = createProgress(terminal);
    let seen = 0;
    for (const { key, family } of found)
      for await (const page of pagesOf(connection, key, stretch)) {
        if (signal.aborted) break;
        for (const { id, json } of page) {
          const verdict = judge(catalogue, key, json);
          const told =
            rows.size < mostKinds || !verdict.fault ? verdict : { ...verdict, fault: 'another fault' };
          const kind = JSON.stringify([family, told.type, told.version, told.fault]);
          const row = rows.get(kind) ?? { stream: family, ...told, count: 0, example: `${key} ${id}` };
          row.count += 1;
          rows.set(kind, row);
        }
        seen += page.length;
        progress.show(seen, total, 'verified');
      }
    progress.end();
    const all = [...rows.values()].sort(
      (a, b) => Number(b.fault !== undefined) - Number(a.fault !== undefined) || b.count - a.count,
    );
    const faulty = sum(all.filter(({ fault }) => fault !== undefined).map(({ count }) => count));
    await out.table(columns, options.faults ? all.filter(({ fault }) => fault !== undefined) : all);
    out.note(`${seen.toLocaleString('en-US')} entries, ${faulty.toLocaleString('en-US')} at fault.`);
    return faulty > 0 ? exitCodes.checkFailed : undefined;
  },
});
