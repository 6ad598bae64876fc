import { type Collection, newCollection } from './catalog.js';
import type { Stored } from './documents.js';
import { CommandError, failure } from './errors.js';
import { type Condition, parseFilter } from './filter.js';
import { findAndModify } from './find-and-modify.js';
import { runQuery } from './query.js';
import { resolveHint } from './read-commands.js';
import { checkFields, listField, namespaceOf, type Request } from './request.js';
import type { Command, CommandDeps } from './server.js';
import { parseSort } from './sort.js';
import { parseUpdate, type Update } from './update.js';
import { upsertDocument } from './upsert.js';
import { type Doc, decode, encode, isDoc, own, toNumber, truthy, typeName } from './values.js';

const WRITE_FIELDS = ['ordered', 'bypassDocumentValidation'];

/** The collection of a write, made if it is missing; call it in the write transaction. */
export function ensureCollection({ catalog }: CommandDeps, namespace: string): Collection {
  const existing = catalog.collections.get(namespace);
  if (existing) return existing;
  const created = newCollection(namespace, catalog.nextIdent);
  catalog.save(created);
  return created;
}

function writeError(index: number, error: unknown): Doc {
  if (!(error instanceof CommandError)) throw error;
  return { index, code: error.code, codeName: error.codeName, errmsg: error.message, ...error.extra };
}

/** Runs the statements of a bulk write one by one; an ordered bulk ends at its first error. */
function runAll<T>(
  statements: readonly T[],
  ordered: boolean,
  run: (statement: T, index: number) => void,
): Doc[] {
  const errors: Doc[] = [];
  for (const [index, statement] of statements.entries()) {
    try {
      run(statement, index);
    } catch (error) {
      errors.push(writeError(index, error));
      if (ordered) break;
    }
  }
  return errors;
}

const isOrdered = ({ body }: Request) => own(body, 'ordered') === undefined || truthy(body.ordered);
const withErrors = (reply: Doc, errors: Doc[]) =>
  errors.length > 0 ? { ...reply, writeErrors: errors } : reply;

const insert: Command = (deps, request) => {
  checkFields(request, [...WRITE_FIELDS, 'documents']);
  const namespace = namespaceOf(request);
  const documents = request.sequences.get('documents') ?? listField(request, 'documents').map(encode);
  return deps.store.write(() => {
    const collection = ensureCollection(deps, namespace);
    let n = 0;
    const errors = runAll(documents, isOrdered(request), (raw) => {
      deps.documents.insert(collection, raw);
      n += 1;
    });
    return withErrors({ n }, errors);
  });
};

export type Target = { condition: Condition; filter: Doc; sort: Doc; hint: unknown };

export function found(
  deps: CommandDeps,
  collection: Collection,
  { condition, sort, hint }: Target,
  limit: number,
): Stored[] {
  const query = { condition, sort: parseSort(sort), limit };
  return [...runQuery(deps, collection, query, resolveHint(collection, hint)).documents];
}

type Change = Target & { update: Update; multi: boolean; upsert: boolean };
const UPDATE_FIELDS = ['q', 'u', 'multi', 'upsert', 'arrayFilters', 'hint', 'sort', 'collation', 'c'];

function docOf(value: unknown, name: string): Doc {
  if (value === undefined) return {};
  if (!isDoc(value))
    throw failure(
      'TypeMismatch',
      `BSON field '${name}' is the wrong type '${typeName(value)}', expected type 'object'`,
    );
  return value;
}

function targetOf(statement: Doc, known: string[], command: string): Target {
  checkFields(
    { command, database: '', body: { [command]: '', ...statement }, sequences: new Map() },
    known.filter((name) => name !== 'collation' && name !== 'c'),
  );
  const filter = docOf(statement.q, `${command}s.q`);
  return {
    condition: parseFilter(filter),
    filter,
    sort: docOf(statement.sort, `${command}s.sort`),
    hint: statement.hint,
  };
}

function parseChange(statement: Doc): Change {
  const target = targetOf(statement, UPDATE_FIELDS, 'update');
  const arrayFilters = Array.isArray(statement.arrayFilters) ? statement.arrayFilters : [];
  const update = parseUpdate(statement.u, arrayFilters);
  const multi = truthy(statement.multi);
  if (multi && update.replacement)
    throw failure('FailedToParse', 'multi update is not supported for replacement-style update');
  if (multi && Object.keys(target.sort).length > 0)
    throw failure('FailedToParse', 'Cannot specify sort with multi=true');
  return { ...target, update, multi, upsert: truthy(statement.upsert) };
}

const update: Command = (deps, request) => {
  checkFields(request, [...WRITE_FIELDS, 'updates']);
  const namespace = namespaceOf(request);
  const statements = listField(request, 'updates');
  return deps.store.write(() => {
    const result = { n: 0, nModified: 0 };
    const upserted: Doc[] = [];
    const errors = runAll(statements, isOrdered(request), (statement, index) => {
      const change = parseChange(statement);
      const collection = change.upsert
        ? ensureCollection(deps, namespace)
        : deps.catalog.collections.get(namespace);
      if (!collection) return;
      const targets = found(deps, collection, change, change.multi ? 0 : 1);
      const now = deps.now();
      for (const stored of targets) {
        const after = change.update.apply(decode(stored.raw), {
          filter: change.condition,
          now,
          inserting: false,
        });
        if (deps.documents.update(collection, stored, after)) result.nModified += 1;
        result.n += 1;
      }
      if (targets.length === 0 && change.upsert) {
        const { doc } = deps.documents.insert(
          collection,
          encode(upsertDocument(change.condition, change.update, now)),
        );
        upserted.push({ index, _id: doc._id });
        result.n += 1;
      }
    });
    return withErrors(upserted.length > 0 ? { ...result, upserted } : result, errors);
  });
};

const remove: Command = (deps, request) => {
  checkFields(request, [...WRITE_FIELDS, 'deletes']);
  const namespace = namespaceOf(request);
  const statements = listField(request, 'deletes');
  return deps.store.write(() => {
    let n = 0;
    const errors = runAll(statements, isOrdered(request), (statement) => {
      const target = targetOf(statement, ['q', 'limit', 'hint'], 'delete');
      const limit = toNumber(statement.limit);
      if (limit !== 0 && limit !== 1)
        throw failure(
          'FailedToParse',
          `The limit field in delete objects must be 0 or 1. Got ${String(statement.limit)}`,
        );
      const collection = deps.catalog.collections.get(namespace);
      if (!collection) return;
      for (const stored of found(deps, collection, target, limit)) {
        deps.documents.remove(collection, stored);
        n += 1;
      }
    });
    return withErrors({ n }, errors);
  });
};

/** Commands that write documents. Each runs whole in one write transaction. */
export const writeCommands: Record<string, Command> = {
  insert,
  update,
  delete: remove,
  findAndModify,
  findandmodify: findAndModify,
};
