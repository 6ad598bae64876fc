import type { Command } from './command.js';
import { failure } from './errors.js';
import { parseFilter } from './filter.js';
import { parseProjection } from './projection.js';
import { checkFields, docField, namespaceOf, type Request } from './request.js';
import { found } from './targets.js';
import { parseUpdate } from './update.js';
import { upsertDocument } from './upsert.js';
import { type Doc, decode, truthy } from './values.js';

const FIELDS = 'query sort remove update new fields upsert arrayFilters hint bypassDocumentValidation';

/** Changes or removes one document and gives it back. What cannot be shown is refused before anything is written. */
export const findAndModify: Command = (deps, request) => {
  checkFields(request, FIELDS);
  const { wantsNew, upsert, change } = parseModification(request);
  const namespace = namespaceOf(request);
  const filter = parseFilter(docField(request, 'query'));
  const target = { condition: filter, sort: docField(request, 'sort'), hint: request.body.hint };
  const project = parseProjection(docField(request, 'fields'));
  const shown = (doc: Doc) => (project ? project(doc, filter) : doc);
  return deps.store.write(() => {
    const collection = upsert ? deps.catalog.ensure(namespace) : deps.catalog.collections.get(namespace);
    const [stored] = collection ? found(deps, collection, target, 1) : [];
    const now = deps.now();
    if (collection && stored && change) {
      const after = change.apply(decode(stored.raw), { filter, now, inserting: false });
      const value = shown(wantsNew ? after : stored.doc);
      deps.documents.update(collection, stored, after);
      return { lastErrorObject: { n: 1, updatedExisting: true }, value };
    }
    if (collection && stored) {
      const value = shown(stored.doc);
      deps.documents.remove(collection, stored);
      return { lastErrorObject: { n: 1 }, value };
    }
    if (collection && change && upsert) {
      const raw = upsertDocument(filter, change, now);
      const value = wantsNew ? shown(decode(raw)) : null;
      const { doc } = deps.documents.insert(collection, raw);
      return { lastErrorObject: { n: 1, updatedExisting: false, upserted: doc._id }, value };
    }
    return { lastErrorObject: change ? { n: 0, updatedExisting: false } : { n: 0 }, value: null };
  });
};

function parseModification({ body }: Request) {
  const [removing, wantsNew, upsert] = [truthy(body.remove), truthy(body.new), truthy(body.upsert)];
  if (removing === (body.update !== undefined)) {
    throw removing
      ? failure('FailedToParse', "Cannot specify both an 'update' and 'remove'=true")
      : failure('FailedToParse', 'Either an update or remove=true must be specified');
  }
  if (removing && (wantsNew || upsert)) {
    const other = wantsNew ? 'new' : 'upsert';
    throw failure('FailedToParse', `Cannot specify both ${other}=true and 'remove'=true`);
  }
  return { wantsNew, upsert, change: removing ? undefined : parseUpdate(body.update, body.arrayFilters) };
}
