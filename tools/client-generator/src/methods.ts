import type { Json } from './documents.js';

interface Operation {
  readonly service: string;
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly idempotent: boolean;
  /** Nothing must be said to call it. */
  readonly isPlain: boolean;
}

/**
 * A method for each operation, by service and name (`content.listThreads`), which calls its path with the types of
 * the schema; and the paths that take an Idempotency-Key. Pages for people and streams make no method.
 */
export const methodsOf = (document: Json): string => {
  const operations = operationsOf(document);
  const services = [...new Set(operations.map(({ service }) => service))];
  return `import { dataOf, type Http, type Init } from '../src/http.js';

/** Every operation of the forum. */
export const methodsOf = (http: Http) => ({
${services.map((service) => serviceOf(service, operations)).join('\n')}
});

/** The paths whose POST is done once for one Idempotency-Key, however often it is sent. */
export const idempotentPaths: ReadonlySet<string> = new Set([
${operations
  .filter(({ idempotent }) => idempotent)
  .map(({ path }) => `  '${path}',\n`)
  .join('')}]);
`;
};

const serviceOf = (name: string, operations: readonly Operation[]) => `  ${name}: {
${operations
  .filter(({ service }) => service === name)
  .map(methodOf)
  .join('\n')}
  },`;

const methodOf = ({ name, method, path, summary, isPlain }: Operation) => {
  const call = `http.${method.toUpperCase()}('${path}', init)`;
  return `    /** ${summary.replaceAll('*/', '')}: \`${method.toUpperCase()} ${path}\`. */
    ${name}: (init${isPlain ? '?' : ''}: Init<'${path}', '${method}'>) => dataOf(${call}),`;
};

/** Sorted by service and name. Throws where an operation has no name, or one that is no word of TypeScript. */
const operationsOf = ({ paths }: Json): Operation[] =>
  Object.entries<object>(Object(paths))
    .flatMap(([path, methods]) =>
      Object.entries<Json>({ ...methods })
        .filter(([, operation]) => !isForReading(operation))
        .map((entry) => operationOf(path, entry)),
    )
    .sort((a, b) => (`${a.service}.${a.name}` < `${b.service}.${b.name}` ? -1 : 1));

const operationOf = (path: string, [method, operation]: [string, Json]): Operation => {
  const [, service, name] = /^([a-z]\w*)\.([a-z]\w*)$/.exec(String(operation.operationId)) ?? [];
  if (service === undefined || name === undefined)
    throw new Error(
      `${method.toUpperCase()} ${path} is called ${operation.operationId}, which makes no method`,
    );
  return {
    service,
    name,
    method,
    path,
    summary: String(operation.summary ?? name),
    isPlain: !JSON.stringify([operation.parameters ?? [], operation.requestBody ?? null]).includes(
      '"required":true',
    ),
    idempotent: JSON.stringify(operation.parameters ?? []).includes('"Idempotency-Key"'),
  };
};

const isForReading = ({ responses }: Json): boolean => {
  const types = Object.keys(Object(Object(Object(responses)['200']).content));
  return types.length > 0 && !types.includes('application/json') && !('204' in Object(responses));
};
