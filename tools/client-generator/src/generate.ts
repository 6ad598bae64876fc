import openapiTS, { astToString } from 'openapi-typescript';
import type { Json } from './documents.js';
import { methodsOf } from './methods.js';
import { namesOf } from './names.js';

const head = '// Generated out of /openapi.json by `npm run generate -w @obey/client`. Do not edit.\n\n';

/** The files of `packages/client/generated` by name: the same for the same operations, in whatever order they are described. */
export const generate = async (document: Json): Promise<Readonly<Record<string, string>>> => ({
  'schema.ts': `${head}${astToString(await openapiTS(JSON.stringify(sorted(document))))}`,
  'methods.ts': `${head}${methodsOf(document)}`,
  'names.ts': `${head}${namesOf(sorted(document))}`,
});

const sorted = (document: Json): Json => ({
  ...document,
  servers: [],
  paths: byName(document.paths),
  components: Object.fromEntries(
    Object.entries(Object(document.components)).map(([kind, named]) => [kind, byName(named)]),
  ),
});

const byName = (value: unknown): object =>
  Object.fromEntries(Object.entries(Object(value)).sort(([a], [b]) => (a < b ? -1 : 1)));
