import { Long } from 'bson';
import type { Collection } from './catalog.js';
import { equal } from './compare.js';
import { type CommandError, failure, notImplemented } from './errors.js';
import { explained } from './explain.js';
import { type Condition, parseFilter } from './filter.js';
import { keyText } from './keys.js';
import { someAt } from './paths.js';
import { parseProjection } from './projection.js';
import { type Found, type Hint, type QueryDeps, runQuery } from './query.js';
import { checkFields, countField, docField, integerField, namespaceOf, type Request } from './request.js';
import type { Command } from './server.js';
import { parseSort } from './sort.js';
import { encode, isDoc, own, truthy, typeName } from './values.js';

const FIND_FIELDS = [
  'filter',
  'sort',
  'projection',
  'hint',
  'skip',
  'limit',
  'batchSize',
  'singleBatch',
  'noCursorTimeout',
  'allowDiskUse',
  'allowPartialResults',
  'oplogReplay',
];
const FIRST_BATCH = 101;

/** The index a hint names; BadValue when there is none. */
export function resolveHint(collection: Collection | undefined, hint: unknown): Hint {
  if (hint === undefined || !collection) return undefined;
  if (isDoc(hint) && Object.keys(hint).length === 0) return undefined;
  if (isDoc(hint) && own(hint, '$natural') !== undefined) return 'natural';
  const index = collection.indexes.find(({ name, key }) =>
    typeof hint === 'string' ? name === hint : equal(key, hint),
  );
  if (!index)
    throw failure(
      'BadValue',
      'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
    );
  return index;
}

type Parsed = { found: Found; condition: Condition } | undefined;

function query(deps: QueryDeps, request: Request): Parsed {
  const collection = deps.catalog.collections.get(namespaceOf(request));
  const condition = parseFilter(docField(request, 'filter'));
  const sort = parseSort(docField(request, 'sort'));
  const hint = resolveHint(collection, own(request.body, 'hint'));
  const limit = Math.abs(integerField(request, 'limit', 0));
  const skip = countField(request, 'skip', 0);
  if (!collection) return undefined;
  const found = runQuery(deps, collection, { condition, sort, limit: limit > 0 ? limit + skip : 0 }, hint);
  return { condition, found: { ...found, documents: drop(found.documents, skip) } };
}

function* drop<T>(items: Iterable<T>, skip: number): Generator<T> {
  let at = 0;
  for (const item of items) {
    at += 1;
    if (at > skip) yield item;
  }
}

const find: Command = (deps, request) => {
  checkFields(request, FIND_FIELDS);
  const parsed = query(deps, request);
  const project = parseProjection(docField(request, 'projection'));
  const single = truthy(request.body.singleBatch) || integerField(request, 'limit', 0) < 0;
  const batchSize = countField(request, 'batchSize', FIRST_BATCH);
  return deps.cursors.open(namespaceOf(request), rawDocuments(parsed, project), batchSize, single);
};

function* rawDocuments(parsed: Parsed, project: ReturnType<typeof parseProjection>): Generator<Buffer> {
  if (!parsed) return;
  for (const { doc, raw } of parsed.found.documents)
    yield project ? encode(project(doc, parsed.condition)) : raw;
}

function cursorId(id: unknown): Long {
  if (id instanceof Long) return id;
  throw failure('TypeMismatch', `a cursor id is the wrong type '${typeName(id)}', expected type 'long'`);
}

const getMore: Command = (deps, request) => {
  checkFields(request, ['collection', 'batchSize', 'term']);
  const id = cursorId(request.body.getMore);
  const batchSize = countField(request, 'batchSize', 0);
  return deps.cursors.more(
    `${request.database}.${String(request.body.collection)}`,
    id,
    batchSize || Number.POSITIVE_INFINITY,
  );
};

const killCursors: Command = (deps, request) => {
  checkFields(request, ['cursors']);
  const ids = Array.isArray(request.body.cursors) ? request.body.cursors.map(cursorId) : [];
  const killed = ids.filter((id) => deps.cursors.kill(namespaceOf(request), id));
  return {
    cursorsKilled: killed,
    cursorsNotFound: ids.filter((id) => !killed.includes(id)),
    cursorsAlive: [],
    cursorsUnknown: [],
  };
};

const count: Command = (deps, request) => {
  checkFields(request, ['query', 'limit', 'skip', 'hint', 'fields']);
  const collection = deps.catalog.collections.get(namespaceOf(request));
  const filter = docField(request, 'query');
  const condition = parseFilter(filter);
  const skip = countField(request, 'skip', 0);
  const limit = Math.abs(integerField(request, 'limit', 0));
  const hint = resolveHint(collection, own(request.body, 'hint'));
  if (!collection) return { n: 0 };
  let all = collection.count;
  if (Object.keys(filter).length > 0) {
    all = 0;
    const bound = limit > 0 ? limit + skip : 0;
    for (const _ of runQuery(deps, collection, { condition, sort: [], limit: bound }, hint).documents)
      all += 1;
  }
  const rest = Math.max(0, all - skip);
  return { n: limit > 0 ? Math.min(limit, rest) : rest };
};

const distinct: Command = (deps, request) => {
  checkFields(request, ['key', 'query', 'hint']);
  const key = own(request.body, 'key');
  if (typeof key !== 'string')
    throw failure(
      'TypeMismatch',
      `BSON field 'distinct.key' is the wrong type '${typeName(key)}', expected type 'string'`,
    );
  const collection = deps.catalog.collections.get(namespaceOf(request));
  const condition = parseFilter(docField(request, 'query'));
  const hint = resolveHint(collection, own(request.body, 'hint'));
  const values = new Map<string, unknown>();
  if (!collection) return { values: [] };
  for (const { doc } of runQuery(deps, collection, { condition, sort: [], limit: 0 }, hint).documents) {
    someAt(doc, key.split('.'), 0, true, (found) => {
      for (const value of Array.isArray(found) ? found : [found]) {
        if (value !== undefined && !values.has(keyText(value))) values.set(keyText(value), value);
      }
      return false;
    });
  }
  return { values: [...values.values()] };
};

const explain: Command = (deps, { database, body }) => {
  const inner = body.explain;
  const [command] = isDoc(inner) ? Object.keys(inner) : [];
  if (!isDoc(inner) || command === undefined)
    throw failure('TypeMismatch', `BSON field 'explain' must be an object`);
  if (command !== 'find') throw notImplemented(`explain of ${command}`);
  const request = { command, database, body: inner, sequences: new Map() };
  checkFields(request, FIND_FIELDS);
  const started = performance.now();
  const parsed = query(deps, request);
  let returned = 0;
  for (const _ of parsed?.found.documents ?? []) returned += 1;
  return explained(request, parsed?.found, returned, performance.now() - started);
};

/** Commands that read. */
export const readCommands: Record<string, Command> = { find, getMore, killCursors, count, distinct, explain };

/** The error for a collection that must exist and does not. */
export function missing(namespace: string): CommandError {
  return failure('NamespaceNotFound', `ns not found ${namespace}`);
}
