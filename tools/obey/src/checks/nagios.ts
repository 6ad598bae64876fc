import type { ExitCode } from '../exit-codes.js';
import type { State } from './state.js';

/** From where on it is worth a warning, and from where on critical. */
export interface Levels {
  readonly warn: number;
  readonly crit: number;
}

export interface Thresholds {
  readonly lag: Levels;
  /** In s. */
  readonly age: Levels;
  readonly dead: Levels;
  /** Services that may have no instance. */
  readonly maySleep: readonly string[];
}

const names = ['OK', 'WARNING', 'CRITICAL', 'UNKNOWN'] as const;
const codes = [0, 1, 2, 3] as const satisfies readonly ExitCode[];

/** The codes of monitoring plugins: 0 OK, 1 warning, 2 critical, 3 unknown. */
export const nagiosCode = (severity: number): ExitCode => codes[severity] ?? 3;

interface Finding {
  readonly severity: number;
  readonly words: string;
}

/** What is not as it should be, worst first. */
const findingsOf = ({ groups, instances }: State, thresholds: Thresholds): readonly Finding[] => {
  const { lag, age, dead, maySleep } = thresholds;
  const found = groups.flatMap((one) => [
    {
      severity: one.lag === null ? 1 : severityOf(one.lag, lag),
      words:
        one.lag === null ? `the lag of ${one.group} cannot be known` : `${one.group} is ${one.lag} behind`,
    },
    {
      severity: severityOf(one.oldestS, age),
      words: `${one.group} has not done a message for ${one.oldestS}s`,
    },
    { severity: severityOf(one.dead, dead), words: `${one.group} has ${one.dead} dead letters` },
  ]);
  const silent = [...instances]
    .filter(([service, count]) => count === 0 && !maySleep.includes(service))
    .map(([service]) => ({ severity: 2, words: `no instance of ${service} runs` }));
  return [...silent, ...found].filter(({ severity }) => severity > 0).sort((a, b) => b.severity - a.severity);
};

const severityOf = (value: number, { warn, crit }: Levels) => (value >= crit ? 2 : value >= warn ? 1 : 0);

/** One line: the state, what is wrong, and performance data behind the bar. */
export const nagiosLine = (state: State, thresholds: Thresholds): { line: string; code: ExitCode } => {
  const findings = findingsOf(state, thresholds);
  const worst = findings[0]?.severity ?? 0;
  const { lag, age, dead } = thresholds;
  const data = [
    ...state.groups.flatMap((one) => [
      `'lag_${one.group}'=${one.lag ?? 'U'};${lag.warn};${lag.crit};0`,
      `'pending_${one.group}'=${one.pending};;;0`,
      `'oldest_${one.group}'=${one.oldestS}s;${age.warn};${age.crit};0`,
      `'dead_${one.group}'=${one.dead};${dead.warn};${dead.crit};0`,
    ]),
    ...[...state.instances].map(([service, count]) => `'instances_${service}'=${count};;;0`),
  ];
  const words = findings.length === 0 ? allIsWell(state) : findings.map((one) => one.words).join(', ');
  return { line: `OBEY ${names[worst]} - ${words} | ${data.join(' ')}`, code: nagiosCode(worst) };
};

const allIsWell = ({ groups, instances }: State) => {
  const running = [...instances.values()].reduce((sum, one) => sum + one, 0);
  return `${groups.length} groups, ${running} instances`;
};
