/** When somebody wants their digest: at an hour (0 to 23) of the day where they are. */
export interface DigestHour {
  readonly hour: number;
  /** IANA, like Europe/Berlin. */
  readonly timeZone: string;
}

const dayMs = 86_400_000;

/** Whether it is the name of a time zone; an offset is none, since it knows no summer. */
export const isTimeZone = (timeZone: string): boolean => {
  try {
    return /^[A-Za-z]/.test(timeZone) && clockOf(timeZone) !== undefined;
  } catch {
    return false;
  }
};

/**
 * The first time after `after` at which a digest is due: at the hour by the clock of the time zone, once on each of its
 * days, and not on the day of the last one. Where clocks pass the hour over, as soon as they have; where they show it
 * twice, the first time. Throws a `RangeError` where there is no such time zone.
 */
export const nextDigest = ({ hour, timeZone }: DigestHour, after: Date, last?: Date): Date => {
  const today = dayOf(localOf(timeZone, after.getTime()));
  const lastDay = last && dayOf(localOf(timeZone, last.getTime()));
  for (let day = today; ; day += dayMs) {
    const due = instantOf(timeZone, day + hour * 3_600_000);
    if (due > after.getTime() && (lastDay === undefined || dayOf(localOf(timeZone, due)) > lastDay))
      return new Date(due);
  }
};

const dayOf = (local: number) => Math.floor(local / dayMs) * dayMs;

/** The instant at which clocks show this local time. */
const instantOf = (timeZone: string, local: number): number => {
  const offset = (at: number) => localOf(timeZone, at) - at;
  // No zone is a day off, nor changes its clocks twice within two: one of these offsets holds.
  const before = local - offset(local - dayMs);
  const after = local - offset(local + dayMs);
  const shown = [before, after].filter((instant) => localOf(timeZone, instant) === local);
  return shown.length > 0 ? Math.min(...shown) : before;
};

/** What clocks there show at this instant, as if it were UTC, in ms. */
const localOf = (timeZone: string, instant: number): number => {
  const parts = new Map(
    clockOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const seconds = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return seconds + (((instant % 1_000) + 1_000) % 1_000);
};

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Making one takes longer than all else here; there are some six hundred names of zones. */
const clockOf = (timeZone: string): Intl.DateTimeFormat => {
  const kept = clocks.get(timeZone);
  if (kept !== undefined) return kept;
  const numeric = 'numeric';
  const fields = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric } as const;
  const clock = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...fields, second: numeric });
  clocks.set(timeZone, clock);
  return clock;
};
