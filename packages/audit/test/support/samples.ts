import { newId } from '@obey/choreography';
import type { TSchema } from 'typebox';

/** A secret to be found again: it names where it stood. */
export const canaryOf = (name: string) => `canary-${name}`;

/** The canaries in a text. */
export const canaryIn = (text: string) => text.match(/canary-\w+/g) ?? [];

const texts: Readonly<Record<string, (name: string) => string>> = {
  uuid: () => newId(),
  'date-time': () => new Date().toISOString(),
  email: (name) => `${name}@example.org`,
  uri: (name) => `https://forum.example/${name}`,
};

/** Data that fit the schema, one for each variant of what it may be; a marked secret is a canary. */
export const sampleOf = (schema: TSchema, name = 'data'): unknown[] => {
  const plain: {
    anyOf?: TSchema[];
    properties?: Record<string, TSchema>;
    items?: TSchema;
    const?: unknown;
    enum?: unknown[];
    type?: string;
    format?: string;
    pattern?: string;
    minimum?: number;
    patternProperties?: object;
  } = schema;
  if (plain.anyOf) return plain.anyOf.flatMap((branch) => sampleOf(branch, name));
  if (plain.const !== undefined) return [plain.const];
  if (plain.enum) return plain.enum;
  if (plain.items) return [sampleOf(plain.items, name)];
  if (plain.properties) {
    // One of each variant of each field, the others at their first.
    const fields = Object.entries(plain.properties).map(
      ([key, inner]) => [key, sampleOf(inner, key)] as const,
    );
    const most = Math.max(1, ...fields.map(([, values]) => values.length));
    return Array.from({ length: most }, (_, at) =>
      Object.fromEntries(fields.map(([key, values]) => [key, values[at] ?? values[0]])),
    );
  }
  switch (plain.type) {
    case 'integer':
    case 'number':
      return [plain.minimum ?? 1];
    case 'boolean':
      return [true];
    case 'null':
      return [null];
    case 'string': {
      const isSecret = Reflect.get(schema, 'x-sensitive') === 'secret';
      const text = isSecret ? canaryOf(name) : `plain ${name}`;
      if (plain.pattern !== undefined) return [plain.pattern.startsWith('^(anyone') ? 'anyone' : '1-0'];
      return [texts[plain.format ?? '']?.(isSecret ? text : name) ?? text];
    }
    default:
      return [{}];
  }
};
