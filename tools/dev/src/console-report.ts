import pc from 'picocolors';
import type { ForumEvent, Report } from './events.js';
import type { Level, LogLine } from './log-line.js';

export interface ConsoleOptions {
  /** Show every line that every process writes; without it only warnings and errors. */
  readonly verbose: boolean;
  readonly write: (line: string) => void;
  readonly now: () => number;
}

/** Shows a forum's events as lines for a person. What a process says again within 10 s is left out. */
export const consoleReport = ({ verbose, write, now }: ConsoleOptions): Report => {
  const saidAt = new Map<string, number>();
  const isNew = (text: string) => {
    const last = saidAt.get(text);
    for (const [old, at] of saidAt) if (now() - at > 10_000) saidAt.delete(old);
    if (last !== undefined && now() - last <= 10_000) return false;
    saidAt.set(text, now());
    return true;
  };
  return (event) => {
    const line = renderEvent(event, verbose);
    if (line === undefined) return;
    if (event.kind === 'line' && !verbose && !isNew(line)) return;
    write(line);
  };
};

/** The line for an event; undefined for what need not be shown. */
const renderEvent = (event: ForumEvent, verbose: boolean): string | undefined => {
  switch (event.kind) {
    case 'ready':
      return `${pc.green('✓')} ${event.what}  ${pc.dim(`${(event.tookMs / 1000).toFixed(1)} s`)}`;
    case 'note':
      return `${pc.dim('·')} ${event.text}`;
    case 'started':
      return verbose
        ? `${pc.dim('·')} ${event.process} started ${pc.dim(`(process ${event.pid})`)}`
        : undefined;
    case 'died': {
      const wait = `${(event.restartInMs / 1000).toFixed(1)} s`;
      const last = event.lastLine === undefined ? '' : pc.dim(`\n    last line: ${clip(event.lastLine)}`);
      return `${pc.yellow('!')} ${event.process} ${event.why}; starting it again in ${wait}${last}`;
    }
    case 'stopped':
      return event.killed
        ? `${pc.yellow('!')} ${event.process} did not stop in time and was killed`
        : verbose
          ? `${pc.dim('·')} ${event.process} stopped`
          : undefined;
    case 'line':
      return verbose || event.line.level === 'warn' || event.line.level === 'error'
        ? renderLine(event.process, event.line)
        : undefined;
  }
};

const renderLine = (process: string, { level, text }: LogLine) =>
  `${colorOf(process)(process.padEnd(11))} ${marks[level]} ${clip(text, 400)}`;

const marks: Record<Level, string> = {
  debug: pc.dim('·'),
  info: pc.dim('│'),
  warn: pc.yellow('!'),
  error: pc.red('✗'),
};

const colors = [pc.cyan, pc.magenta, pc.green, pc.blue, pc.yellow, pc.red, pc.white];

const colorOf = (process: string) => {
  const sum = [...(process.split('-')[0] ?? '')].reduce((total, sign) => total * 31 + sign.charCodeAt(0), 7);
  return colors[Math.abs(sum) % colors.length] ?? pc.white;
};

const clip = (text: string, length = 200) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);
