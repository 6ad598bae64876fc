import { Readable } from 'node:stream';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { strict } from './strict.js';

/** A schema for JSON, `null` for no body, a content type for a stream, a page, or what is pushed. */
export type AnswerSchema = TSchema | null | { readonly contentType: string };
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
export const contentTypeOf = (schema: AnswerSchema): string | undefined => {
  const type: unknown = schema === null ? undefined : Reflect.get(schema, 'contentType');
  return typeof type === 'string' ? type : undefined;
};

/**
 * Checks answers by the schemas of a route, closed: so no field leaves the service that is not documented.
 * Throws `AnswerUndocumented`.
 */
export const answerChecker = (route: string, answers: Answers) => {
  const faultsOf = new Map(
    Object.entries(answers).map(([status, schema]) => [Number(status), faultFinder(schema)]),
  );
  return ({ status, body }: Answer): void => {
    const find = faultsOf.get(status);
    const why = find === undefined ? 'the status is not documented' : find(body);
    if (why !== undefined) throw new AnswerUndocumented(route, status, why);
  };
};

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
