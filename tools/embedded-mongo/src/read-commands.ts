import { Long } from 'bson';
import type { Command, Commands } from './command.js';
import type { Stored } from './documents.js';
import { failure, mistyped, notImplemented } from './errors.js';
import { explained } from './explain.js';
import { type Condition, parseFilter } from './filter.js';
import { keyText } from './keys.js';
import { someAt } from './paths.js';
import { parseProjection } from './projection.js';
import { countOf, type Found, type QueryDeps, runQuery, window } from './query.js';
import { checkFields, countField, docField, integerField, namespaceOf, type Request } from './request.js';
import { parseSort } from './sort-fields.js';
import { type Doc, encode, isDoc, own, truthy, typeName } from './values.js';
import { pickFields, wholeFields } from './whole-fields.js';

const FIND_FIELDS =
  'filter sort projection hint skip limit batchSize singleBatch noCursorTimeout allowDiskUse allowPartialResults oplogReplay';
const FIRST_BATCH = 101;

/** What a find or a count asks, run over its collection; `filter` and `sort` are named by the command. */
function query(deps: QueryDeps, request: Request, filterField: string) {
  const condition = parseFilter(docField(request, filterField));
  const sort = parseSort(docField(request, 'sort'));
  const limit = Math.abs(integerField(request, 'limit', 0));
  const skip = countField(request, 'skip', 0);
  const collection = deps.catalog.collections.get(namespaceOf(request));
  if (!collection) return { condition, documents: [] };
  const bounded = { condition, sort, limit: limit > 0 ? limit + skip : 0 };
  const found: Found = runQuery(deps, collection, bounded, own(request.body, 'hint'));
  return { condition, found, documents: window(found.documents, skip, Number.POSITIVE_INFINITY) };
}

const find: Command = (deps, request) => {
  checkFields(request, FIND_FIELDS);
  const { condition, documents } = query(deps, request, 'filter');
  const projection = docField(request, 'projection');
  const limit = integerField(request, 'limit', 0);
  const batchSize = countField(request, 'batchSize', FIRST_BATCH);
  const single = truthy(request.body.singleBatch) || limit < 0 || (limit > 0 && limit <= batchSize);
  return deps.cursors.open(
    namespaceOf(request),
    projected(documents, projection, condition),
    batchSize,
    single,
  );
};

type Read = ReturnType<typeof query>['documents'];

/** The documents as they are answered; decoded only for a projection that looks into fields. */
function projected(documents: Read, spec: Doc, condition: Condition): Iterable<Buffer> {
  const project = parseProjection(spec);
  const whole = project && wholeFields(spec);
  if (whole) return shownBy(({ raw }) => pickFields(raw, whole), documents);
  if (project) return shownBy(({ doc }) => encode(project(doc, condition)), documents);
  return shownBy(({ raw }) => raw, documents);
}

function* shownBy(show: (stored: Stored) => Buffer, documents: Read): Generator<Buffer> {
  for (const stored of documents) yield show(stored);
}

function cursorId(id: unknown): Long {
  if (id instanceof Long) return id;
  throw mistyped('cursor id', typeName(id), 'long');
}

const getMore: Command = (deps, request) => {
  checkFields(request, 'collection batchSize term');
  const namespace = `${request.database}.${String(request.body.collection)}`;
  const batchSize = countField(request, 'batchSize', 0) || Number.POSITIVE_INFINITY;
  return deps.cursors.more(namespace, cursorId(request.body.getMore), batchSize);
};

const killCursors: Command = (deps, request) => {
  checkFields(request, 'cursors');
  const ids = Array.isArray(request.body.cursors) ? request.body.cursors.map(cursorId) : [];
  const cursorsKilled = ids.filter((id) => deps.cursors.kill(namespaceOf(request), id));
  const cursorsNotFound = ids.filter((id) => !cursorsKilled.includes(id));
  return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [] };
};

const count: Command = (deps, request) => {
  checkFields(request, 'query limit skip hint fields');
  const filter = docField(request, 'query');
  const { skip, limit } = request.body;
  const everything = Object.keys(filter).length === 0 && !truthy(skip) && !truthy(limit);
  if (everything) return { n: deps.catalog.collections.get(namespaceOf(request))?.count ?? 0 };
  return { n: countOf(query(deps, request, 'query').documents) };
};

const distinct: Command = (deps, request) => {
  checkFields(request, 'key query hint');
  const key = own(request.body, 'key');
  if (typeof key !== 'string') throw mistyped('distinct.key', typeName(key), 'string');
  const values = new Map<string, unknown>();
  for (const { doc } of query(deps, request, 'query').documents) {
    someAt(doc, key.split('.'), 0, true, (found) => {
      for (const value of Array.isArray(found) ? found : [found])
        if (value !== undefined && !values.has(keyText(value))) values.set(keyText(value), value);
      return false;
    });
  }
  return { values: [...values.values()] };
};

const explain: Command = (deps, { database, body }) => {
  const [command] = isDoc(body.explain) ? Object.keys(body.explain) : [];
  if (!isDoc(body.explain) || command === undefined)
    throw failure('TypeMismatch', `BSON field 'explain' must be an object`);
  if (command !== 'find' && command !== 'count') throw notImplemented(`explain of ${command}`);
  const request = { command, database, body: body.explain, sequences: new Map() };
  checkFields(request, `${FIND_FIELDS} query`);
  const started = performance.now();
  const { found, documents } = query(deps, request, command === 'find' ? 'filter' : 'query');
  return explained(request, found, countOf(documents), performance.now() - started);
};

/** Commands that read. */
export const readCommands: Commands = { find, getMore, killCursors, count, distinct, explain };
