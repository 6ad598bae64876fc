/** What kind of refusal; one file (`statuses.ts`) gives each its HTTP status. */
export type RefusalKind =
  | 'malformed'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'method-not-allowed'
  | 'conflict'
  | 'gone'
  | 'precondition-failed'
  | 'too-large'
  | 'unsupported-media-type'
  | 'invalid'
  | 'too-many'
  | 'bad-gateway'
  | 'unavailable'
  | 'gateway-timeout';

/** One bad field: a JSON pointer (RFC 6901) into the part of the request that it is in. */
export interface FieldFault {
  readonly in: 'body' | 'query' | 'path' | 'header';
  readonly pointer: string;
  readonly detail: string;
}

export interface RefusalExtra {
  readonly errors?: readonly FieldFault[];
  /** Sent as Retry-After. */
  readonly retryAfterSeconds?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** The service refuses what it was asked. `code` is stable, `detail` says what to do; both are shown. */
export class Refusal extends Error {
  readonly kind: RefusalKind;
  readonly code: string;
  readonly extra: RefusalExtra;

  constructor(kind: RefusalKind, code: string, detail: string, extra: RefusalExtra = {}) {
    super(detail, { cause: extra.cause });
    this.name = 'Refusal';
    this.kind = kind;
    this.code = code;
    this.extra = extra;
  }
}

/** Throws a `Refusal`: `refuse('not-found', 'shop.no-such-order', 'There is no order …')`. */
export const refuse = (kind: RefusalKind, code: string, detail: string, extra: RefusalExtra = {}): never => {
  throw new Refusal(kind, code, detail, extra);
};
