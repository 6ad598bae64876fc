import type { ProblemCode } from '../generated/names.js';

/** One bad field: a JSON pointer (RFC 6901) into the part of the request that it is in. */
export interface FieldFault {
  readonly in: 'body' | 'query' | 'path' | 'header';
  readonly pointer: string;
  readonly detail: string;
}

/**
 * The forum has refused: an answer of 400 or more, with what its problem+json says (RFC 9457). `code` is stable and to be
 * acted upon; `detail` says what to do, in English; `correlationId` finds the request in the forum's logs.
 */
export class ForumProblem extends Error {
  readonly status: number;
  readonly code: AnyCode;
  readonly detail: string;
  /** Each bad field; empty where it was not about fields. */
  readonly errors: readonly FieldFault[];
  readonly correlationId: string | undefined;
  readonly url: string;
  /** Of the answer: the `ETag` of what is there now at a 412, say. */
  readonly headers: Headers;
  /** How long to wait, where the forum says so: at a 429 or a 503. */
  readonly retryAfterSeconds: number | undefined;

  /** `body` is what the answer held, parsed where it was JSON. */
  constructor(response: Response, body: unknown) {
    const { code, detail, title, errors, correlationId } = fieldsOf(body);
    const told = text(detail) ?? text(title) ?? response.statusText;
    super(`${response.status} ${text(code) ?? ''} ${told}`.replaceAll(/\s+/g, ' ').trim());
    this.name = 'ForumProblem';
    this.status = response.status;
    this.code = text(code) ?? `http.${response.status}`;
    this.detail = told;
    this.errors = Array.isArray(errors) ? errors.filter(isFieldFault) : [];
    this.correlationId = text(correlationId) ?? response.headers.get('x-correlation-id') ?? undefined;
    this.url = response.url;
    this.headers = response.headers;
    this.retryAfterSeconds = secondsOf(response.headers.get('retry-after'));
  }
}

/** Those that the forum documents, and any other: of a newer forum, or of what stands before it (`http.502`). */
export type AnyCode = ProblemCode | (string & Record<never, never>);

/** Whether this is a problem, with this code if one is given: `isProblem(error, 'content.thread-locked')`. */
export const isProblem = <Code extends AnyCode = AnyCode>(
  error: unknown,
  code?: Code,
): error is ForumProblem & { readonly code: Code } =>
  error instanceof ForumProblem && (code === undefined || error.code === code);

const secondsOf = (header: string | null): number | undefined =>
  header !== null && /^\d+$/.test(header) ? Number(header) : undefined;

const fieldsOf = (body: unknown): Readonly<Record<string, unknown>> =>
  typeof body === 'object' && body !== null ? { ...body } : {};

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

const isFieldFault = (value: unknown): value is FieldFault => {
  const { pointer, detail } = fieldsOf(value);
  return typeof pointer === 'string' && typeof detail === 'string';
};
