import pino, { type Logger } from 'pino';
import { loggedError } from './logged-error.js';

/** Where log lines go, each with its end. */
export interface LogTarget {
  write(line: string): void;
}

/** As many bytes of lines go out together, or what there is after a tenth of a second. */
const together = { sync: false, minLength: 8 * 1024, periodicFlush: 100 };

/**
 * The standard output. What faces the public writes a line for each request of all services: its lines go out together; of a
 * process that is killed the last tenth of a second is lost.
 */
export const logTo = (edge: unknown): LogTarget =>
  pino.destination({ dest: 1, ...(edge !== undefined && together) });

const secrets = ['password', 'authorization', 'refreshToken', 'token'];

/** JSON lines, with the service and its instance on each. What opens doors is never written. */
export const createLog = (service: string, level: string, target: LogTarget = logTo(undefined)): Logger =>
  pino(
    {
      name: service,
      level,
      redact: { paths: secrets.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
      serializers: { err: (error: unknown) => loggedError(error) },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    target,
  );
