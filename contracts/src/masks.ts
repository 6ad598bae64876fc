import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';

/** What stands where something was hidden: the first of them that its schema takes, so that the message still fits its contract. */
const masks = ['***', 'masked@masked.invalid', 'https://masked.invalid/'] as const;
export const [masked, maskedAddress] = masks;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;
/** Names under which secrets go. */
const secretive =
  /token|secret|passw|pass_?phrase|credential|authoriz|cookie|otp|pin$|code$|key$|link|url|uri/i;
/** Where names are data (`{ "aZ3…": { … } }`) they are no words. */
const ordinaryName = /^(?:[a-zA-Z]{1,40}|[a-z]{1,20}(?:_[a-z]{1,20}){1,4})$/;

export const isUuid = (value: unknown): value is string => typeof value === 'string' && uuid.test(value);

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The mask of a value under this schema. */
export const maskOf = (schema: TSchema, value: unknown): unknown => {
  if (value === null) return null;
  if (typeof value === 'number') return 0;
  if (typeof value === 'boolean') return false;
  if (Array.isArray(value)) return [];
  if (isObject(value)) return {};
  return masks.find((mask) => Value.Check(schema, mask)) ?? masked;
};

/**
 * What may be kept where no schema says what is secret: the shape, numbers, truth values, ids (UUIDs) and times. All
 * other text is masked, and so is whatever has a name like a secret's.
 */
export const withhold = (value: unknown, name = ''): unknown => {
  if (value === null) return null;
  if (Array.isArray(value)) return value.map((item) => withhold(item, name));
  if (isObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        ordinaryName.test(key) || uuid.test(key) ? key : masked,
        withhold(inner, `${name} ${key}`),
      ]),
    );
  if (secretive.test(name)) return masked;
  if (typeof value !== 'string') return value;
  return uuid.test(value) || time.test(value) ? value : masked;
};
