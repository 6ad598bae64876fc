export type Level = 'debug' | 'info' | 'warn' | 'error';

/** One line that a process has written, as far as it could be understood. */
export interface LogLine {
  readonly level: Level;
  readonly text: string;
}

export type Source = 'stdout' | 'stderr';

/** Reads a line of a service: pino's JSON, or whatever Node wrote while it crashed. */
export const readServiceLine = (line: string, source: Source): LogLine => {
  const entry = parseObject(line);
  if (!entry) return { level: source === 'stderr' ? 'error' : 'info', text: line };
  return { level: levelOf(entry.level), text: describe(entry) };
};

/** Redis and MongoDB tell of their own life on both streams; what they die of is told when they die. */
export const readServerLine = (line: string): LogLine => ({ level: 'info', text: line });

const parseObject = (line: string): Record<string, unknown> | undefined => {
  if (!line.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const levelOf = (level: unknown): Level => {
  if (typeof level === 'string') return levels[level] ?? 'info';
  if (typeof level !== 'number') return 'info';
  if (level >= 50) return 'error';
  if (level >= 40) return 'warn';
  return level >= 30 ? 'info' : 'debug';
};

const levels: Record<string, Level> = {
  trace: 'debug',
  debug: 'debug',
  info: 'info',
  warn: 'warn',
  error: 'error',
  fatal: 'error',
};

const describe = (entry: Record<string, unknown>): string => {
  const error = isRecord(entry.err) ? entry.err : isRecord(entry.error) ? entry.error : {};
  const message = [entry.msg, error.message].filter((part) => typeof part === 'string' && part !== '');
  const { correlationId } = entry;
  return [
    [...new Set(message)].join(': ') || JSON.stringify(entry),
    typeof correlationId === 'string' ? ` [${correlationId}]` : '',
  ].join('');
};
