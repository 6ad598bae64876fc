import type { Command, Commands } from './command.js';
import { CommandError, failure, mistyped } from './errors.js';
import { parseFilter } from './filter.js';
import { findAndModify } from './find-and-modify.js';
import { checkFields, listField, namespaceOf, type Request } from './request.js';
import { found, type Target } from './targets.js';
import { parseUpdate, type Update } from './update.js';
import { upsertDocument } from './upsert.js';
import { type Doc, decode, encode, isDoc, own, show, toNumber, truthy, typeName } from './values.js';

const BULK_FIELDS = 'ordered bypassDocumentValidation';

const MAX_STATEMENTS = 100_000;
/** Past so many characters errors go without their text, as in MongoDB, so that the reply is not too large. */
const MAX_SHOWN = 1024 * 1024;

/** Runs the statements of a bulk write one by one; an ordered bulk ends at its first error. */
function runAll<T>({ body }: Request, statements: readonly T[], run: (statement: T, index: number) => void) {
  const ordered = own(body, 'ordered') === undefined || truthy(body.ordered);
  const writeErrors: Doc[] = [];
  let shown = 0;
  if (statements.length === 0 || statements.length > MAX_STATEMENTS) {
    const message = `Write batch sizes must be between 1 and ${MAX_STATEMENTS}. Got ${statements.length} operations.`;
    throw failure('InvalidLength', message);
  }
  for (const [index, statement] of statements.entries()) {
    try {
      run(statement, index);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      const { code, codeName, message, extra } = error;
      const errmsg = shown < MAX_SHOWN ? message : '';
      shown += message.length;
      writeErrors.push({ index, code, codeName, errmsg, ...(errmsg === '' ? {} : extra) });
      if (ordered) break;
    }
  }
  return writeErrors.length > 0 ? { writeErrors } : {};
}

const insert: Command = (deps, request) => {
  checkFields(request, `${BULK_FIELDS} documents`);
  const namespace = namespaceOf(request);
  const documents = request.sequences.get('documents') ?? listField(request, 'documents').map(encode);
  return deps.store.write(() => {
    const collection = deps.catalog.ensure(namespace);
    let n = 0;
    const errors = runAll(request, documents, (raw) => {
      deps.documents.insert(collection, raw);
      n += 1;
    });
    return { n, ...errors };
  });
};

function targetOf(statement: Doc, known: string, command: string): Target {
  checkFields({ command, database: '', body: { [command]: '', ...statement }, sequences: new Map() }, known);
  const { q = {}, sort = {}, hint } = statement;
  if (!isDoc(q)) throw mistyped(`${command}s.q`, typeName(q), 'object');
  if (!isDoc(sort)) throw mistyped(`${command}s.sort`, typeName(sort), 'object');
  return { condition: parseFilter(q), sort, hint };
}

type Change = Target & { update: Update; multi: boolean; upsert: boolean };

function parseChange(statement: Doc): Change {
  const target = targetOf(statement, 'q u multi upsert arrayFilters hint sort', 'update');
  const update = parseUpdate(statement.u, statement.arrayFilters);
  const multi = truthy(statement.multi);
  if (multi && update.replacement)
    throw failure('FailedToParse', 'multi update is not supported for replacement-style update');
  if (multi && Object.keys(target.sort).length > 0)
    throw failure('FailedToParse', 'Cannot specify sort with multi=true');
  return { ...target, update, multi, upsert: truthy(statement.upsert) };
}

const update: Command = (deps, request) => {
  checkFields(request, `${BULK_FIELDS} updates`);
  const namespace = namespaceOf(request);
  const statements = listField(request, 'updates');
  return deps.store.write(() => {
    const result = { n: 0, nModified: 0 };
    const upserted: Doc[] = [];
    const errors = runAll(request, statements, (statement, index) => {
      const { condition: filter, update, multi, upsert, ...rest } = parseChange(statement);
      const collection = upsert ? deps.catalog.ensure(namespace) : deps.catalog.collections.get(namespace);
      if (!collection) return;
      const now = deps.now();
      const targets = found(deps, collection, { condition: filter, ...rest }, multi ? 0 : 1);
      for (const stored of targets) {
        const after = update.apply(decode(stored.raw), { filter, now, inserting: false });
        if (deps.documents.update(collection, stored, after)) result.nModified += 1;
        result.n += 1;
      }
      if (targets.length > 0 || !upsert) return;
      const { doc } = deps.documents.insert(collection, upsertDocument(filter, update, now));
      upserted.push({ index, _id: doc._id });
      result.n += 1;
    });
    return { ...result, ...(upserted.length > 0 ? { upserted } : {}), ...errors };
  });
};

const remove: Command = (deps, request) => {
  checkFields(request, `${BULK_FIELDS} deletes`);
  const namespace = namespaceOf(request);
  const statements = listField(request, 'deletes');
  return deps.store.write(() => {
    let n = 0;
    const errors = runAll(request, statements, (statement) => {
      const target = targetOf(statement, 'q limit hint', 'delete');
      const limit = toNumber(statement.limit);
      if (limit === undefined)
        throw failure(40414, "BSON field 'delete.deletes.limit' is missing but a required field");
      if (limit !== 0 && limit !== 1) {
        const message = `The limit field in delete objects must be 0 or 1. Got ${show(statement.limit)}`;
        throw failure('FailedToParse', message);
      }
      const collection = deps.catalog.collections.get(namespace);
      for (const stored of collection ? found(deps, collection, target, limit) : []) {
        if (collection) deps.documents.remove(collection, stored);
        n += 1;
      }
    });
    return { n, ...errors };
  });
};

/** Commands that write documents. Each runs whole in one write transaction. */
export const writeCommands: Commands = {
  insert,
  update,
  delete: remove,
  findAndModify,
  findandmodify: findAndModify,
};
