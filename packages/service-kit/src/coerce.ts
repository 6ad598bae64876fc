import type { TSchema } from 'typebox';

/** The properties of an object schema, by name; none where it is no object schema. */
export const propertiesOf = (schema: TSchema | undefined): Readonly<Record<string, TSchema>> => {
  const properties: unknown = schema === undefined ? undefined : Reflect.get(schema, 'properties');
  return isRecord(properties) ? properties : {};
};

/**
 * Reads the texts of a path or a query as their schema means them: numbers, booleans, lists. A text that
 * cannot be read stays a text, for the check to refuse.
 */
export const coerce = (schema: TSchema | undefined, given: unknown): Record<string, unknown> => {
  const properties = propertiesOf(schema);
  const texts = isRecord(given) ? Object.entries(given) : [];
  return Object.fromEntries(texts.map(([name, value]) => [name, coerceOne(properties[name], value)]));
};

const coerceOne = (schema: TSchema | undefined, value: unknown): unknown => {
  if (schema === undefined) return value;
  const type: unknown = Reflect.get(schema, 'type');
  if (type === 'array') {
    const items: unknown = Reflect.get(schema, 'items');
    const each = isRecord(items) ? items : undefined;
    return (Array.isArray(value) ? value : [value]).map((one: unknown) => coerceOne(each, one));
  }
  if (typeof value !== 'string') return value;
  if (type === 'integer' || type === 'number') return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  if (type === 'boolean') return value === 'true' || value === 'false' ? value === 'true' : value;
  return value;
};

const isRecord = (value: unknown): value is Record<string, object> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
