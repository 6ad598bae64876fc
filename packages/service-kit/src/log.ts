import pino, { type Logger } from 'pino';
import { loggedError } from './logged-error.js';

/** Where log lines go, each with its end. */
export interface LogTarget {
  write(line: string): void;
}

const secrets = ['password', 'authorization', 'refreshToken', 'token'];

/** JSON lines, with the service and its instance on each. What opens doors is never written. */
export const createLog = (service: string, level: string, target: LogTarget = pino.destination(1)): Logger =>
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
