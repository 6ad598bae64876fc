import type { TSchema } from 'typebox';

const holdingOne = new Set(['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains']);
const holdingMany = new Set(['anyOf', 'oneOf', 'prefixItems']);
const holdingNamed = new Set(['properties', 'patternProperties', '$defs']);

/** The same schema with all objects closed: fields that it does not name do not fit. */
export const strict = (schema: TSchema): TSchema => close(schema, true);

const close = (schema: object, closing: boolean): object => {
  const closed = Object.defineProperties({}, Object.getOwnPropertyDescriptors(schema));
  for (const [keyword, value] of Object.entries(schema)) {
    if (holdingOne.has(keyword) && isSchema(value)) put(closed, keyword, close(value, true));
    if (holdingMany.has(keyword)) put(closed, keyword, closeAll(value, true));
    if (holdingNamed.has(keyword)) put(closed, keyword, closeNamed(value));
    // What one member of an intersection does not name, another may: only the whole can be closed.
    if (keyword === 'allOf') {
      put(closed, keyword, closeAll(value, false));
      if (closing && !('unevaluatedProperties' in schema)) put(closed, 'unevaluatedProperties', false);
    }
  }
  if (closing && 'properties' in schema && !('additionalProperties' in schema) && !('allOf' in schema)) {
    put(closed, 'additionalProperties', false);
  }
  return closed;
};

const closeAll = (schemas: unknown, closing: boolean): unknown =>
  Array.isArray(schemas) ? schemas.map((each) => (isSchema(each) ? close(each, closing) : each)) : schemas;

const closeNamed = (schemas: unknown): unknown =>
  isSchema(schemas)
    ? Object.fromEntries(
        Object.entries(schemas).map(([name, each]) => [name, isSchema(each) ? close(each, true) : each]),
      )
    : schemas;

const put = (target: object, name: string, value: unknown) =>
  Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true });

const isSchema = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
