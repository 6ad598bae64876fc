import pino, { type Logger } from 'pino';

/** JSON lines, with the service and its instance on each. What opens doors is never written. */
export const createLog = (service: string, level: string): Logger =>
  pino({
    name: service,
    level,
    redact: { paths: ['*.password', '*.authorization', '*.refreshToken', '*.token'], censor: '[redacted]' },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  });
