import { Readable } from 'node:stream';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { strict } from './strict.js';

/** A schema for JSON, `null` for no body, a content type for a stream, a page, or what is pushed. */
export type AnswerSchema = TSchema | null | Unchecked;

/** What is not checked as it is sent. */
export interface Unchecked {
  readonly contentType: string;
  /** Server-sent events: the schemas of their data by name, with titles, for clients to know them by. */
  readonly events?: Readonly<Record<string, TSchema>>;
  /** They have ids, and go on after the one that `Last-Event-ID` names. */
  readonly resumes?: boolean;
}

/** A header that an answer may be documented to have. */
export type AnswerHeader = 'ETag' | 'Location';

export type Answers = Readonly<Record<number, AnswerSchema>>;

/** An answer whose body is known to fit what is documented for its status. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly type?: string;
}

/** A handler returned what its route does not document: a fault of the service, of which nothing is sent. */
export class AnswerUndocumented extends Error {
  readonly code = 'route.answer-undocumented';

  constructor(route: string, status: number, why: string) {
    super(`${route} may not answer ${status} like this: ${why}`);
    this.name = 'AnswerUndocumented';
  }
}

/** The content type of a stream or a page; none for JSON and for no body. */
export const contentTypeOf = (schema: AnswerSchema): string | undefined =>
  isUnchecked(schema) ? schema.contentType : undefined;

export const isUnchecked = (schema: AnswerSchema): schema is Unchecked =>
  schema !== null && 'contentType' in schema && typeof schema.contentType === 'string';

/**
 * Checks answers by the schemas of a route, closed: so no field leaves the service that is not documented.
 * Throws `AnswerUndocumented`.
 */
export const answerChecker = (route: string, answers: Answers, promised: readonly AnswerHeader[] = []) => {
  const faultsOf = new Map(
    Object.entries(answers).map(([status, schema]) => [Number(status), faultFinder(schema)]),
  );
  return ({ status, body, headers = {} }: Answer): void => {
    const find = faultsOf.get(status);
    const missing = status < 300 ? promised.find((name) => headers[name] === undefined) : undefined;
    const why = find === undefined ? 'the status is not documented' : (find(body) ?? lacks(missing));
    if (why !== undefined) throw new AnswerUndocumented(route, status, why);
  };
};

const lacks = (header: string | undefined) => header && `it has no ${header}`;

const faultFinder = (schema: AnswerSchema): ((body: unknown) => string | undefined) => {
  if (schema === null) return (body) => (body === undefined ? undefined : 'it must have no body');
  if (contentTypeOf(schema) !== undefined) {
    return (body) =>
      typeof body === 'string' || typeof body === 'function' || body instanceof Readable
        ? undefined
        : 'its body must be text, a stream, or a function that writes one';
  }
  const validator = Compile(strict(schema));
  return (body) =>
    validator.Check(body)
      ? undefined
      : validator
          .Errors(body)
          .map(({ instancePath, message }) => `${instancePath || '/'} ${message}`)
          .join('; ');
};
