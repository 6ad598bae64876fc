import type { CaseResult } from './suite.js';

/** The results as a table in Markdown, as the README shows them. */
export const renderTable = (results: readonly CaseResult[]): string => {
  const hasBase = results.some(({ against }) => against !== undefined);
  const head = ['case', 'median', 'min', 'max', 'unit', 'rounds', ...(hasBase ? ['against', 'ratio'] : [])];
  const rows = results.map((result) => [
    result.case,
    ...[result.value, result.min, result.max].map(String),
    result.unit,
    String(result.rounds),
    ...(hasBase ? [withBase(result), String(result.ratio ?? '')] : []),
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
};

const withBase = ({ against, base }: CaseResult) => (against === undefined ? '' : `${against}: ${base}`);
