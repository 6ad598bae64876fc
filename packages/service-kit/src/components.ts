type Operations = Readonly<Record<string, unknown>>;

/**
 * The same paths with every schema that has a title replaced by a reference, and those schemas by their titles; with them
 * those of cyclic schemas (`Type.Cyclic`), by the names that they have there. Throws where two different schemas have
 * the same name: one of them would stand for both.
 */
export const hoistTitled = (paths: Readonly<Record<string, Operations>>) => {
  const schemas: Record<string, unknown> = {};

  const refTo = (name: string, schema: unknown) => {
    const known = schemas[name];
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema))
      throw new TypeError(`Two different schemas have the title ${name}: rename one of them`);
    schemas[name] = schema;
    return { $ref: componentAt(name) };
  };

  const hoist = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(hoist);
    if (typeof value !== 'object' || value === null) return value;
    const { $defs: definitions, ...schema }: Readonly<Record<string, unknown>> = { ...value };
    for (const [name, definition] of Object.entries(Object(definitions))) {
      const { $id: _, ...own }: Readonly<Record<string, unknown>> = Object(definition);
      refTo(name, hoist(own));
    }
    const inner = Object.fromEntries(
      Object.entries(schema).map(([key, each]) => [key, literal.has(key) ? each : hoist(each)]),
    );
    if (typeof inner.$ref === 'string' && /^\w+$/.test(inner.$ref)) return { $ref: componentAt(inner.$ref) };
    const title = titleOf(value);
    return title === undefined ? inner : refTo(title, inner);
  };

  const hoisted = Object.entries(paths).map(([path, operations]): [string, Operations] => [
    path,
    Object.fromEntries(Object.entries(operations).map(([method, operation]) => [method, hoist(operation)])),
  ]);
  return { paths: Object.fromEntries(hoisted), schemas };
};

const componentAt = (name: string) => `#/components/schemas/${name}`;

/** What stands under these is data, and no schema. */
const literal = new Set(['example', 'examples', 'default', 'const', 'enum']);

/** A field may be called title, too: its value is a schema, and no text. */
const titleOf = (value: object): string | undefined => {
  const title: unknown = Reflect.get(value, 'title');
  return typeof title === 'string' && /^[A-Za-z][A-Za-z0-9]*$/.test(title) ? title : undefined;
};
