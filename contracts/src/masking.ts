import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { isObject, maskOf, withhold } from './masks.js';

export { isObject, isUuid, masked, maskedAddress } from './masks.js';

/** A field that its schema marks, and the values of the fields beside it that say whose it is. */
export interface Marked {
  readonly kind: 'secret' | 'personal';
  readonly of: readonly unknown[];
  readonly value: unknown;
}

/** Whether a marked field is to be hidden. */
export type Hides = (field: Marked) => boolean;

export const secrets: Hides = ({ kind }) => kind === 'secret';

/**
 * The data with what is to be hidden masked, deep inside of lists and unions too. What the schema does not know is
 * withheld as if there was none: only what somebody has looked at is kept as it stood.
 */
export const mask = (schema: TSchema | undefined, data: unknown, hides: Hides): unknown =>
  schema === undefined ? withhold(data) : walk(schema, data, {}, hides);

/** Whether such data hide what stands at a path of names and indexes: it, or what it is a part of; in one branch of a union is enough. */
export const hidesAt = (schema: TSchema, path: readonly string[], hides: Hides): boolean => {
  const mark = markOf(schema, undefined, {});
  if (mark && hides(mark)) return true;
  const { anyOf = [], items, properties, patternProperties } = partsOf(schema);
  if (anyOf.some((branch) => hidesAt(branch, path, hides))) return true;
  const [name, ...rest] = path;
  if (name === undefined) return false;
  const [anyName] = Object.values(patternProperties ?? {});
  const inner = properties?.[name] ?? anyName ?? items;
  return inner !== undefined && hidesAt(inner, rest, hides);
};

type Scope = Readonly<Record<string, unknown>>;

const walk = (schema: TSchema, value: unknown, around: Scope, hides: Hides): unknown => {
  const mark = markOf(schema, value, around);
  if (mark && hides(mark)) return maskOf(schema, value);
  const { anyOf, items, properties, patternProperties } = partsOf(schema);
  if (anyOf) {
    const fitting = anyOf.filter((branch) => Value.Check(branch, value));
    if (fitting.length === 0) return withhold(value);
    return fitting.reduce((known, branch) => walk(branch, known, around, hides), value);
  }
  if (items && Array.isArray(value)) return value.map((item) => walk(items, item, around, hides));
  if (isObject(value) && (properties || patternProperties)) {
    const scope = { ...around, ...value };
    const [anyName] = Object.values(patternProperties ?? {});
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => {
        const known = properties?.[name] ?? anyName;
        return [name, known ? walk(known, inner, scope, hides) : withhold(inner, name)];
      }),
    );
  }
  return isScalar(value) && declaresScalar(schema) && Value.Check(schema, value) ? value : withhold(value);
};

const markOf = (schema: TSchema, value: unknown, around: Scope): Marked | undefined => {
  const kind: unknown = Reflect.get(schema, 'x-sensitive');
  if (kind !== 'secret' && kind !== 'personal') return undefined;
  const of: unknown = Reflect.get(schema, 'x-of');
  return { kind, value, of: Array.isArray(of) ? of.map((name: string) => around[name]) : [] };
};

const isSchema = (value: unknown): value is TSchema => isObject(value);
const namedSchemas = (value: unknown): Readonly<Record<string, TSchema>> | undefined =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value).filter((entry): entry is [string, TSchema] => isSchema(entry[1])),
      )
    : undefined;

const partsOf = (schema: TSchema) => {
  const anyOf: unknown = Reflect.get(schema, 'anyOf');
  const items: unknown = Reflect.get(schema, 'items');
  return {
    anyOf: Array.isArray(anyOf) ? anyOf.filter(isSchema) : undefined,
    items: isSchema(items) ? items : undefined,
    properties: namedSchemas(Reflect.get(schema, 'properties')),
    patternProperties: namedSchemas(Reflect.get(schema, 'patternProperties')),
  };
};

const isScalar = (value: unknown) => value === null || typeof value !== 'object';
const declaresScalar = (schema: TSchema) => 'type' in schema || 'const' in schema || 'enum' in schema;
