import { once } from 'node:events';
import type { Writable } from 'node:stream';
import pc from 'picocolors';
import type { Colors } from 'picocolors/types.js';
import { type Column, renderTable, tabbed, tabbedTitles } from './table.js';

export const formats = ['table', 'wide', 'plain', 'json', 'ndjson'] as const;
export type Format = (typeof formats)[number];

/** Where a command puts what it found: data on stdout, in the format asked for; words on stderr. */
export interface Output {
  readonly format: Format;
  readonly colors: Colors;
  /** A list that is known as a whole. JSON formats hold the rows themselves, the others the columns. */
  table<Row extends object>(columns: readonly Column<Row>[], rows: readonly Row[]): Promise<void>;
  /** Rows as they come: `show` makes lines for people of one, the columns are for `plain`. */
  each<Row extends object>(
    rows: AsyncIterable<Row>,
    as: { readonly columns: readonly Column<Row>[]; readonly show: (row: Row) => string },
  ): Promise<void>;
  /** One thing: `show` makes the text for people. */
  one(value: object, show: () => string): Promise<void>;
  /** Text that is what it is in every format: a diagram, a script. */
  text(text: string): Promise<void>;
  /** Words for whoever looks on. */
  note(words: string): void;
}

interface OutputDeps {
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly format: Format;
  readonly isColored: boolean;
  readonly now: () => Date;
}

export const createOutput = ({ stdout, stderr, format, isColored, now }: OutputDeps): Output => {
  const colors = pc.createColors(isColored);
  const write = async (text: string) => {
    if (text !== '' && !stdout.write(text)) await once(stdout, 'drain');
  };
  const visible = <Row>(columns: readonly Column<Row>[]) =>
    columns.filter(({ isWide = false }) => format !== 'table' || !isWide);

  const listed = async (rows: AsyncIterable<object>) => {
    let isFirst = true;
    for await (const row of rows) {
      await write(`${isFirst ? '[' : ','}\n${JSON.stringify(row)}`);
      isFirst = false;
    }
    await write(isFirst ? '[]\n' : '\n]\n');
  };

  return {
    format,
    colors,
    table: async (columns, rows) => {
      switch (format) {
        case 'json':
          return write(`${JSON.stringify(rows, null, 2)}\n`);
        case 'ndjson':
          return write(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
        case 'plain':
          return write(tabbedTitles(columns) + rows.map((row) => tabbed(columns, row)).join(''));
        case 'table':
        case 'wide':
          return write(renderTable(visible(columns), rows, { colors, now: now() }));
      }
    },
    each: async (rows, { columns, show }) => {
      if (format === 'json') return listed(rows);
      for await (const row of rows) {
        if (format === 'ndjson') await write(`${JSON.stringify(row)}\n`);
        else await write(format === 'plain' ? tabbed(columns, row) : `${show(row)}\n`);
      }
    },
    one: async (value, show) => {
      if (format === 'json') return write(`${JSON.stringify(value, null, 2)}\n`);
      return write(format === 'ndjson' ? `${JSON.stringify(value)}\n` : `${show()}\n`);
    },
    text: write,
    note: (words) => void stderr.write(`${words}\n`),
  };
};
