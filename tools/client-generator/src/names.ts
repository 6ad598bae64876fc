import type { Json } from './documents.js';

/**
 * The types that the schema has no words for: the events of each stream by name, and every code of a refusal. Throws where
 * the data of an event have no name.
 */
export const namesOf = (document: Json): string => `import type { components } from './schema.js';

/** The events of each stream of server-sent events, by name, and their data. */
export interface StreamEvents {
${streamsOf(document)
  .map(([path, events]) => `  '${path}': { ${events.map(eventOf).join('; ')} };\n`)
  .join('')}}

/** Every code that the forum refuses with. */
export type ProblemCode =${codesOf(document)
  .map((code) => `\n  | '${code}'`)
  .join('')};
`;

const streamsOf = ({ paths }: Json): [string, [string, Json][]][] =>
  Object.entries<object>(Object(paths)).flatMap(([path, methods]) => {
    const { content } = Object(Object(Object(methods).get).responses)['200'] ?? {};
    const events = Object(Object(content)['text/event-stream'])['x-events'];
    return events === undefined ? [] : [[path, Object.entries<Json>(events)] as [string, [string, Json][]]];
  });

const eventOf = ([name, schema]: [string, Json]): string => {
  const [, component] = /^#\/components\/schemas\/(\w+)$/.exec(String(schema.$ref)) ?? [];
  if (component === undefined)
    throw new Error(`The data of the event ${name} have no name: give their schema a title`);
  return `${name}: components['schemas']['${component}']`;
};

/** Wherever a problem is described: the values that its `code` may have. */
const codesOf = (document: Json): string[] => {
  const codes = new Set<string>();
  JSON.stringify(document, (key, value) => {
    if (key === 'code' && Array.isArray(Object(value).enum))
      for (const code of value.enum) codes.add(String(code));
    return value;
  });
  return [...codes].sort();
};
