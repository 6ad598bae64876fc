import type { Outcome, SkipCause } from './run.js';

const CAUSES: Readonly<Record<SkipCause, string>> = {
  requirement: 'the server does not meet the requirements of the test',
  refusal: 'the server says that it does not do it',
  driver: 'the driver does not do it',
  specification: 'the specification itself skips it',
};

/** One line a test: how it ended, where it is, and why it was skipped or failed. */
export function line({ file, test, verdict }: Outcome): string {
  const reason = verdict.kind === 'passed' ? '' : ` -- ${verdict.reason}`;
  return `${verdict.kind.padEnd(7)} ${file}: ${test}${reason}`;
}

/** The sums: how many passed, failed and were skipped, and of the skipped how many for each reason. */
export function sums(outcomes: readonly Outcome[]): string {
  const count = (kind: string) => outcomes.filter(({ verdict }) => verdict.kind === kind).length;
  const total = `${outcomes.length} tests: ${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`;
  const lines = Object.entries(CAUSES).flatMap(([cause, title]) => {
    const reasons = outcomes.flatMap(({ verdict }) =>
      verdict.kind === 'skipped' && verdict.cause === cause ? [verdict.reason] : [],
    );
    if (reasons.length === 0) return [];
    return [row(2, reasons.length, title), ...tally(reasons).map(([reason, times]) => row(6, times, reason))];
  });
  return [total, ...lines].join('\n');
}

function tally(reasons: readonly string[]): [string, number][] {
  const times = new Map<string, number>();
  for (const reason of reasons) times.set(reason, (times.get(reason) ?? 0) + 1);
  return [...times].sort(([, a], [, b]) => b - a);
}

function row(indent: number, times: number, text: string): string {
  return `${' '.repeat(indent)}${String(times).padStart(4)} ${text}`;
}
