import pino, { type Logger } from 'pino';
import { loggedError } from './logged-error.js';

/** Where log lines go, each with its end. */
export interface LogTarget {
  write(line: string): void;
}

/**
 * The standard output. What faces the public writes a line for each request of all services: its lines go out together while one
 * write is under way; of a process that is killed the last ones are lost.
 */
export const logTo = (edge: unknown): LogTarget => pino.destination({ dest: 1, sync: edge === undefined });

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
