type Operations = Readonly<Record<string, unknown>>;

/**
 * The same paths with every schema that has a title replaced by a reference, and those schemas by their titles. Throws
 * where two different schemas have the same title: one of them would stand for both.
 */
export const hoistTitled = (paths: Readonly<Record<string, Operations>>) => {
  const schemas: Record<string, unknown> = {};

  const hoist = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(hoist);
    if (typeof value !== 'object' || value === null) return value;
    const inner = Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, literal.has(key) ? each : hoist(each)]),
    );
    const title = titleOf(value);
    if (title === undefined) return inner;
    const known = schemas[title];
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(inner))
      throw new TypeError(`Two different schemas have the title ${title}: rename one of them`);
    schemas[title] = inner;
    return { $ref: `#/components/schemas/${title}` };
  };

  const hoisted = Object.entries(paths).map(([path, operations]): [string, Operations] => [
    path,
    Object.fromEntries(Object.entries(operations).map(([method, operation]) => [method, hoist(operation)])),
  ]);
  return { paths: Object.fromEntries(hoisted), schemas };
};

/** What stands under these is data, and no schema. */
const literal = new Set(['example', 'examples', 'default', 'const', 'enum']);

/** A field may be called title, too: its value is a schema, and no text. */
const titleOf = (value: object): string | undefined => {
  const title: unknown = Reflect.get(value, 'title');
  return typeof title === 'string' && /^[A-Za-z][A-Za-z0-9]*$/.test(title) ? title : undefined;
};
