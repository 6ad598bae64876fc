import { isOutage, Stopping } from '@obey/choreography';
import { type FieldFault, Refusal } from './refusal.js';
import { statuses } from './statuses.js';

/** The body of an error answer: RFC 9457, with a stable `code`, the bad fields, and the correlation id. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly errors?: readonly FieldFault[];
  readonly correlationId: string;
}

/** A problem as it is answered. `fault` is there where the log must tell what the answer hides. */
export interface ProblemAnswer {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
  readonly fault: 'broken' | 'outage' | undefined;
}

/**
 * What to answer to whatever was thrown. A `Refusal` is shown as it is; an absent Redis, MongoDB or service
 * is a 503; all else is a 500 that tells nothing of the inside.
 */
export const problemOf = (thrown: unknown, correlationId: string): ProblemAnswer => {
  if (thrown instanceof Refusal) {
    const fault = thrown.kind === 'unavailable' && thrown.cause !== undefined ? 'outage' : undefined;
    return { ...refusalProblem(thrown, correlationId), fault };
  }
  const unreadable = bodyRefusal(thrown);
  if (unreadable) return { ...refusalProblem(unreadable, correlationId), fault: undefined };
  if (isOutage(thrown) || thrown instanceof Stopping)
    return { ...refusalProblem(unavailable, correlationId), fault: 'outage' };
  const problem = {
    type: 'urn:problem:internal',
    title: 'The service failed',
    status: 500,
    detail: 'Something went wrong here. Report it with the correlationId.',
    code: 'internal',
    correlationId,
  };
  return { problem, headers: {}, fault: 'broken' };
};

const unavailable = new Refusal(
  'unavailable',
  'unavailable',
  'Something that this needs is away. Try again soon.',
  { retryAfterSeconds: 2 },
);

const refusalProblem = ({ kind, code, message, extra }: Refusal, correlationId: string) => {
  const { status, title } = statuses[kind];
  const retryAfter = extra.retryAfterSeconds ?? (kind === 'unavailable' ? 2 : undefined);
  return {
    problem: {
      type: `urn:problem:${code}`,
      title,
      status,
      detail: message,
      code,
      ...(extra.errors && { errors: extra.errors }),
      correlationId,
    },
    headers: {
      ...(retryAfter !== undefined && { 'Retry-After': String(Math.max(1, Math.ceil(retryAfter))) }),
      ...extra.headers,
    },
  };
};

/** The errors of the body parser (raw-body, inflation, co-body), which carry an HTTP status. */
const bodyRefusal = (thrown: unknown): Refusal | undefined => {
  if (!(thrown instanceof Error) || !('status' in thrown)) return undefined;
  switch (thrown.status) {
    case 400:
      return new Refusal(
        'malformed',
        'request.malformed',
        'The body is not the JSON object that it should be',
      );
    case 413:
      return new Refusal('too-large', 'request.too-large', 'The body is larger than 1 MiB');
    case 415:
      return new Refusal('unsupported-media-type', 'request.unsupported-media-type', 'Send application/json');
    default:
      return undefined;
  }
};
