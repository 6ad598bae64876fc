import { type ImportOutcome, importedId, pastTime, sourceKey } from '@obey/service-kit';
import type { Collection } from 'mongodb';
import type { Creation } from '../creation.js';
import { mostPlaces, roomIn } from '../places.js';
import type { Category, Section } from '../store.js';
import { addMissing, type Kind, refused, timeRefused } from './adding.js';
import type { Deps } from './deps.js';
import type { CategoryRecord, SectionRecord } from './records.js';

/** Adds categories; where they say no position, each stands behind all that are there. */
export const addCategories = (
  { store: { categories }, source }: Deps,
  records: readonly CategoryRecord[],
): Promise<ImportOutcome[]> =>
  addMissing<CategoryRecord, Category, Category>({
    source,
    kind: 'category',
    records,
    find: (keys) => categories.find({ 'creation.key': { $in: [...keys] } }).toArray(),
    begin: async () => {
      const last = await categories.findOne({}, { sort: { position: -1 }, projection: { position: 1 } });
      const isFull = await fullAfter(categories);
      const positionOf = positions(new Map([['', last?.position ?? -1]]));
      return (record, creation) => {
        const createdAt = pastTime(record.createdAt, new Date());
        if (!createdAt) return timeRefused('createdAt');
        if (isFull()) return refused('import.too-many', `There may be ${mostPlaces} categories`);
        return { made: placeOf('category', source, record, createdAt, positionOf('', record), creation) };
      };
    },
    insert: (made) => categories.insertMany(made),
  });

/** Adds sections to the categories that they name; the same of positions, in their category. */
export const addSections = (
  { store: { categories, sections }, source }: Deps,
  records: readonly SectionRecord[],
): Promise<ImportOutcome[]> => {
  const keyOf = ({ category }: SectionRecord) => sourceKey({ source, kind: 'category', id: category });
  return addMissing<SectionRecord, Section, Section>({
    source,
    kind: 'section',
    records,
    find: (keys) => sections.find({ 'creation.key': { $in: [...keys] } }).toArray(),
    begin: async () => {
      const found = await categories.find({ 'creation.key': { $in: records.map(keyOf) } }).toArray();
      const byKey = new Map(found.map(({ _id, creation }) => [creation?.key, _id]));
      const siblings = await sections.find({ categoryId: { $in: [...byKey.values()] } }).toArray();
      const positionOf = positions(highestOf(siblings));
      const isFull = await fullAfter(sections);
      return (record, creation) => {
        const createdAt = pastTime(record.createdAt, new Date());
        if (!createdAt) return timeRefused('createdAt');
        const categoryId = byKey.get(keyOf(record));
        if (categoryId === undefined)
          return refused('import.no-such-category', `There is no category ${record.category} before this`);
        if (isFull()) return refused('import.too-many', `There may be ${mostPlaces} sections`);
        const position = positionOf(categoryId, record);
        return {
          made: { ...placeOf('section', source, record, createdAt, position, creation), categoryId },
        };
      };
    },
    insert: (made) => sections.insertMany(made),
  });
};

const placeOf = (
  kind: Kind,
  source: string,
  { id, title, description = '', access = {} }: CategoryRecord,
  createdAt: Date,
  position: number,
  creation: Creation,
): Category => ({
  _id: importedId({ source, kind, id }, createdAt),
  version: 1,
  title,
  description,
  position,
  access,
  createdAt,
  state: 'visible',
  creation,
});

/** Asked before each is made, whether there are as many then as there may be. */
const fullAfter = async <T extends Category | Section>(places: Collection<T>) => {
  let room = await roomIn(places);
  return () => room-- <= 0;
};

const highestOf = (sections: readonly Section[]) => {
  const highest = new Map<string, number>();
  for (const { categoryId, position } of sections)
    highest.set(categoryId, Math.max(position, highest.get(categoryId) ?? -1));
  return highest;
};

/** The positions of places in what they are in: as they say, or behind all others. */
const positions = (highest: Map<string, number>) => (within: string, record: { position?: number }) => {
  const last = highest.get(within) ?? -1;
  const position = record.position ?? last + 1;
  highest.set(within, Math.max(last, position));
  return position;
};
