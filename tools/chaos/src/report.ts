import { quantile } from './takeovers.js';
import type { Outcome } from './torture.js';

/** A run as one flat object: what `--json` prints. Times in milliseconds; null where nothing was taken over. */
export const figuresOf = (outcome: Outcome) => {
  const { seed, seconds, caused, findings, aftermath, crashes, faults, logs } = outcome;
  return {
    verdict: faults.length === 0 ? 'sound' : 'broken',
    seed,
    seconds,
    published: findings.published,
    handled: findings.handled,
    lost: findings.lost.length,
    unfinished: findings.unfinished.length,
    unsaid: findings.unsaid.length,
    orderBreaks: findings.orderBreaks.length,
    pastOwners: findings.pastOwners.length,
    pending: aftermath.pending,
    unread: aftermath.unread,
    deadLetters: aftermath.deadLetters,
    crashes: crashes.length,
    overlaps: findings.overlaps,
    deliveredTwice: findings.deliveredTwice,
    saidTwice: findings.saidTwice,
    publishedTwice: aftermath.doubled,
    takeoverAfterKill: spread(findings.takeoversAfterKill),
    takeoverAfterLeaving: spread(findings.takeoversAfterLeaving),
    caused,
    logs: logs ?? null,
  };
};

const spread = (times: readonly number[]) => ({
  partitions: times.length,
  p50Ms: rounded(quantile(times, 0.5)),
  maxMs: rounded(quantile(times, 1)),
});

const rounded = (ms: number | undefined) => (ms === undefined ? null : Math.round(ms));

/** The table, and the verdict in the last line. */
export const renderReport = (outcome: Outcome): string => {
  const { published, handled, seed, seconds, logs, caused, ...figures } = figuresOf(outcome);
  const rows: (readonly [string, string])[] = [
    ['published', `${published}`],
    ['handled', `${handled}`],
    ['lost', must(figures.lost)],
    ['begun, never ended', must(figures.unfinished)],
    ['follow-ups never said', must(figures.unsaid)],
    ['order breaks', must(figures.orderBreaks)],
    ['starts by a past owner', must(figures.pastOwners)],
    ['pending at the end', must(figures.pending)],
    ['unread at the end', must(figures.unread)],
    ['dead letters', must(figures.deadLetters)],
    ['workers that ended by themselves', must(figures.crashes)],
    ['overlaps with a past owner', `${figures.overlaps}`],
    ['delivered twice', `${figures.deliveredTwice}`],
    ['follow-ups said twice', `${figures.saidTwice}`],
    ['published twice', `${figures.publishedTwice}`],
    ['taken over after SIGKILL', told(figures.takeoverAfterKill)],
    ['taken over after SIGTERM', told(figures.takeoverAfterLeaving)],
    [
      'faults caused',
      Object.entries(caused)
        .map(([kind, times]) => `${kind} ${times}`)
        .join(', '),
    ],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const faults = outcome.faults.map(({ name, count }) => `${name} ${count}`).join(', ');
  const run = `seed ${seed}, ${seconds} s`;
  return [
    ...rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`),
    '',
    faults ? `BROKEN (${run}): ${faults}. The logs are in ${logs}` : `SOUND (${run})`,
  ].join('\n');
};

const must = (count: number) => (count === 0 ? '0' : `${count}  (must be 0)`);

const told = ({ partitions, p50Ms, maxMs }: ReturnType<typeof spread>) =>
  partitions === 0 ? 'never' : `${partitions} partitions, p50 ${p50Ms} ms, max ${maxMs} ms`;
