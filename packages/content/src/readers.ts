import type { Cause } from '@obey/choreography';
import { ContentSectionAccessChanged } from '@obey/contracts';
import type { Deps } from './deps.js';
import { placeOf, readableBy } from './places.js';
import type { Readers, Section } from './store.js';

type Telling = Pick<Deps, 'store' | 'runtime'>;

/** Sections told of at once. */
const batch = 20;

/** Tells who may read a section, or each section of a category, where that is not what was told last. */
export const tellReaders = async (deps: Telling, placeId: string, cause: Cause): Promise<void> => {
  const concerned = { $or: [{ _id: placeId }, { categoryId: placeId }] };
  const found = await deps.store.sections.find(concerned, { projection: { _id: 1 } }).toArray();
  for (let at = 0; at < found.length; at += batch)
    await Promise.all(found.slice(at, at + batch).map(({ _id }) => tellReadersOf(deps, _id, cause)));
};

// Whoever writes has read the place since the last one wrote, or reads it again: so what is told last is what holds, whichever
// changes meet. That is why the version rises also where nothing is to be told.
const tellReadersOf = async (deps: Telling, sectionId: string, cause: Cause): Promise<void> => {
  const { sections } = deps.store;
  for (;;) {
    const known = await sections.findOne({ _id: sectionId }, { projection: { readers: 1 } });
    const place = await placeOf(deps.store, sectionId);
    if (known === null || place === undefined) return;
    const version = (known.readers?.version ?? 0) + 1;
    if (await write(deps, known, { version, rule: readableBy(place) }, cause)) return;
  }
};

const write = async (
  { store, runtime }: Telling,
  { _id, readers: before }: Pick<Section, '_id' | 'readers'>,
  readers: Readers,
  cause: Cause,
): Promise<boolean> => {
  const { version, rule } = readers;
  const isTold = JSON.stringify(rule) === JSON.stringify(before?.rule);
  const data = { sectionId: _id, readableBy: rule, version };
  const told = isTold ? [] : [runtime.compose(ContentSectionAccessChanged, data, { cause })];
  const { matchedCount } = await store.sections.updateOne(
    { _id, 'readers.version': before?.version ?? { $exists: false } },
    { $set: { readers }, ...(!isTold && store.outboxes.sections.push(told)) },
  );
  if (matchedCount > 0 && !isTold) store.outboxes.sections.relay(_id);
  return matchedCount > 0;
};
