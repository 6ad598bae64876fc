import Type, { type Static, type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { coerce } from './coerce.js';
import { fieldFaults } from './faults.js';
import { type FieldFault, refuse } from './refusal.js';
import { strict } from './strict.js';

export type StaticOf<S extends TSchema | undefined> = S extends TSchema ? Static<S> : undefined;

interface Given {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/**
 * Reads path parameters, query and body by their schemas, strictly. What has no schema is `undefined`, and a
 * query without one must be empty. Throws a `Refusal` of kind 'invalid' that tells all faults together.
 */
export const partsReader = <
  P extends TSchema | undefined,
  Q extends TSchema | undefined,
  B extends TSchema | undefined,
>(
  paramsSchema: P | undefined,
  querySchema: Q | undefined,
  bodySchema: B | undefined,
) => {
  const readParams = partReader<P>('path', paramsSchema);
  const readQuery = partReader<Q>('query', querySchema);
  const readBody = partReader<B>('body', bodySchema);
  return (given: Given): { params: StaticOf<P>; query: StaticOf<Q>; body: StaticOf<B> } => {
    const faults: FieldFault[] = [];
    const params = readParams(coerce(paramsSchema, given.params), faults);
    const query = readQuery(coerce(querySchema, given.query), faults);
    const body = readBody(bodySchema === undefined ? {} : given.body, faults);
    if (params && query && body) return { params: params.value, query: query.value, body: body.value };
    return refuse('invalid', 'request.invalid', 'The request does not fit; see errors for each bad field', {
      errors: faults,
    });
  };
};

const partReader = <S extends TSchema | undefined>(part: FieldFault['in'], schema: S | undefined) => {
  const validator = Compile(strict(schema ?? Type.Object({})));
  const isRead = (_value: unknown, errors: readonly unknown[]): _value is StaticOf<S> => errors.length === 0;
  return (given: unknown, faults: FieldFault[]): { value: StaticOf<S> } | undefined => {
    const errors = validator.Check(given) ? [] : validator.Errors(given);
    const value: unknown = schema === undefined ? undefined : given;
    if (isRead(value, errors)) return { value };
    faults.push(...fieldFaults(part, errors));
    return undefined;
  };
};
