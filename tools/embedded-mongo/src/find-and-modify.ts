import { failure } from './errors.js';
import { parseFilter } from './filter.js';
import { parseProjection } from './projection.js';
import { checkFields, docField, namespaceOf } from './request.js';
import type { Command } from './server.js';
import { parseUpdate } from './update.js';
import { upsertDocument } from './upsert.js';
import { type Doc, decode, encode, truthy } from './values.js';
import { ensureCollection, found } from './write-commands.js';

const MODIFY_FIELDS = [
  'query',
  'sort',
  'remove',
  'update',
  'new',
  'fields',
  'upsert',
  'arrayFilters',
  'hint',
  'bypassDocumentValidation',
];

/** Changes or removes one document and gives it back, in one write transaction. */
export const findAndModify: Command = (deps, request) => {
  checkFields(request, MODIFY_FIELDS);
  const { body } = request;
  const namespace = namespaceOf(request);
  const filter = docField(request, 'query');
  const target = { condition: parseFilter(filter), filter, sort: docField(request, 'sort'), hint: body.hint };
  const project = parseProjection(docField(request, 'fields'));
  const shown = (doc: Doc) => (project ? project(doc, target.condition) : doc);
  const [removing, wantsNew, upsert] = [truthy(body.remove), truthy(body.new), truthy(body.upsert)];
  if (removing === (body.update !== undefined)) {
    throw failure(
      'FailedToParse',
      removing
        ? "Cannot specify both an 'update' and 'remove'=true"
        : 'Either an update or remove=true must be specified',
    );
  }
  if (removing && (wantsNew || upsert)) {
    throw failure(
      'FailedToParse',
      `Cannot specify both ${wantsNew ? 'new' : 'upsert'}=true and 'remove'=true; 'remove' always returns the deleted document`,
    );
  }
  const filters = Array.isArray(body.arrayFilters) ? body.arrayFilters : [];
  const change = removing ? undefined : parseUpdate(body.update, filters);
  return deps.store.write(() => {
    const collection = upsert ? ensureCollection(deps, namespace) : deps.catalog.collections.get(namespace);
    const [stored] = collection ? found(deps, collection, target, 1) : [];
    if (collection && stored && !change) {
      deps.documents.remove(collection, stored);
      return { lastErrorObject: { n: 1 }, value: shown(stored.doc) };
    }
    const now = deps.now();
    if (collection && stored && change) {
      const after = change.apply(decode(stored.raw), { filter: target.condition, now, inserting: false });
      deps.documents.update(collection, stored, after);
      return {
        lastErrorObject: { n: 1, updatedExisting: true },
        value: shown(wantsNew ? after : stored.doc),
      };
    }
    if (collection && change && upsert) {
      const { doc } = deps.documents.insert(
        collection,
        encode(upsertDocument(target.condition, change, now)),
      );
      return {
        lastErrorObject: { n: 1, updatedExisting: false, upserted: doc._id },
        value: wantsNew ? shown(doc) : null,
      };
    }
    return { lastErrorObject: removing ? { n: 0 } : { n: 0, updatedExisting: false }, value: null };
  });
};
