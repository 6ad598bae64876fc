import { isOutage } from '@obey/choreography/inspection';
import { type ExitCode, exitCodes } from './exit-codes.js';

/** What a person can mend: one sentence that says what happened, and one of what to do next. */
export class ObeyError extends Error {
  readonly code: string;
  readonly exitCode: ExitCode;

  constructor(code: string, exitCode: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
    this.exitCode = exitCode;
  }
}

/** The command line makes no sense. */
export class UsageError extends ObeyError {
  constructor(message: string, options?: ErrorOptions) {
    super('obey.usage', exitCodes.usage, message, options);
  }
}

/** There is no such message, group, stream or letter. */
export class NotFound extends ObeyError {
  constructor(message: string) {
    super('obey.not-found', exitCodes.notFound, message);
  }
}

/** Redis does not answer, or does not let us in. */
export class RedisAway extends ObeyError {
  constructor(where: string, cause: unknown) {
    super(
      'obey.redis-away',
      exitCodes.failed,
      `${where} ${reasonOf(cause)}. Name the server with --redis or OBEY_REDIS`,
      { cause },
    );
  }
}

/** Something was to be changed, and `--read-only` says that nothing may be. */
export class ReadOnly extends ObeyError {
  constructor(what: string) {
    super(
      'obey.read-only',
      exitCodes.failed,
      `${what} changes what stands on Redis, and --read-only (or OBEY_READ_ONLY) forbids that; without --execute only the plan is shown`,
    );
  }
}

/** What went wrong, as a part of a sentence, and without a stack. */
const reasonOf = (cause: unknown): string => {
  const error = cause instanceof AggregateError ? cause.errors[0] : cause;
  if (!(error instanceof Error)) return `could not be reached (${String(error)})`;
  if (/^(NOAUTH|WRONGPASS|NOPERM)/.test(error.message)) return `does not let obey in (${error.message})`;
  if (error.message.startsWith('LOADING')) return 'is still reading its data; try again in a moment';
  return `cannot be reached (${error.message || error.name})`;
};

/** What is written on stderr for an error, and the code to end with. What nobody expects is shown with its stack. */
export const explain = (error: unknown, where: string): { text: string; exitCode: ExitCode } => {
  if (error instanceof ObeyError) return { text: error.message, exitCode: error.exitCode };
  if (isOutage(error) || isRefusal(error)) return explain(new RedisAway(where, error), where);
  if (error instanceof Error && 'code' in error && /^(choreography\.|E[A-Z]+$)/.test(String(error.code)))
    return { text: error.message, exitCode: exitCodes.failed };
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { text, exitCode: exitCodes.failed };
};

const isRefusal = (error: unknown) =>
  error instanceof Error && error.name === 'ReplyError' && /^(NOAUTH|WRONGPASS|NOPERM)/.test(error.message);
