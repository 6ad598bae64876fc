const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Milliseconds of `500ms`, `30s`, `10m`, `24h`, `7d`; undefined for any other text. */
export const parseDuration = (given: string): number | undefined => {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(given) ?? [];
  const factor = unitMs[unit];
  return number === undefined || factor === undefined ? undefined : Number(number) * factor;
};

/** A time span for people, of at most two units: `840ms`, `12s`, `3m20s`, `2h5m`, `6d3h`. */
export const formatDuration = (ms: number): string => {
  if (ms < 0) return `-${formatDuration(-ms)}`;
  if (ms < 1_000) return `${Math.round(ms)}ms`;
  const seconds = Math.floor(ms / 1_000);
  if (seconds < 60) return ms < 10_000 ? `${Number((ms / 1_000).toFixed(1))}s` : `${seconds}s`;
  if (seconds < 3_600) return twoUnits(seconds, 60, 'm', 's');
  if (seconds < 86_400) return twoUnits(Math.floor(seconds / 60), 60, 'h', 'm');
  return twoUnits(Math.floor(seconds / 3_600), 24, 'd', 'h');
};

const twoUnits = (amount: number, size: number, large: string, small: string) => {
  const rest = amount % size;
  return `${Math.floor(amount / size)}${large}${rest === 0 ? '' : `${rest}${small}`}`;
};

/** `3m20s ago`; what lies ahead by clocks that differ is `in 2s`. */
export const formatAge = (time: Date, now: Date): string => {
  const ms = now.getTime() - time.getTime();
  if (Math.abs(ms) < 1_000) return 'now';
  return ms > 0 ? `${formatDuration(ms)} ago` : `in ${formatDuration(-ms)}`;
};

/** A point in time: `now`, `-10m`, RFC 3339 with its offset, or a day (UTC); undefined for any other text. */
export const parseTime = (given: string, now: Date): Date | undefined => {
  if (given === 'now') return now;
  if (given.startsWith('-')) {
    const ms = parseDuration(given.slice(1));
    return ms === undefined ? undefined : new Date(now.getTime() - ms);
  }
  const isTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(given);
  const time = new Date(given);
  return isTime && !Number.isNaN(time.getTime()) ? time : undefined;
};
