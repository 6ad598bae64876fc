import type { Person, Rule } from '@obey/contracts';
import { refuse } from '@obey/service-kit';
import type { Collection, Document, Filter } from 'mongodb';
import { type Access, type Action, accessesOf, isDenied, may, readersOf, ruleOf } from './access.js';
import { type Category, type Collections, patience, type Section, type Store, shown } from './store.js';

/** A section in its category, and who may do what there. */
export interface Place {
  readonly category: Category;
  readonly section: Section;
  /** Of the category and of the section. */
  readonly accesses: readonly Access[];
}

/** How many sections, and how many categories, there may be: lists look at the access of all of them. */
export const mostPlaces = 1_000;

const withCategory = [
  { $lookup: { from: 'categories', localField: 'categoryId', foreignField: '_id', as: 'categories' } },
  { $project: { ...shown, 'categories.creation': 0, 'categories.outbox': 0 } },
];

type Found = Section & { categories: Category[] };

/** What a thread is in, as a query finds it beside the thread. */
export interface FoundPlace {
  readonly sections: readonly Found[];
}

/** Adds to threads what they are in, in the same query. */
export const withPlace = {
  $lookup: {
    from: 'sections',
    localField: 'sectionId',
    foreignField: '_id',
    as: 'sections',
    pipeline: withCategory,
  },
};

export const placeFound = ({ sections: [section] }: FoundPlace): Place | undefined =>
  section && placed(section);

/** A section with its category, by one query; undefined where there is none. */
export const placeOf = async ({ sections }: Store, sectionId: string): Promise<Place | undefined> => {
  const [found] = await sections
    .aggregate<Found>([{ $match: { _id: sectionId } }, ...withCategory])
    .toArray();
  return found && placed(found);
};

/** All sections with their categories that are not deleted: there are few (`mostPlaces`). */
export const openPlaces = async ({ categories, sections }: Collections): Promise<Place[]> => {
  const [inCategories, found] = await Promise.all([
    allOpen<Category>(categories),
    allOpen<Section>(sections),
  ]);
  const byId = new Map(inCategories.map((category) => [category._id, category]));
  return found.flatMap((section) => {
    const category = byId.get(section.categoryId);
    return category ? [inCategory(category, section)] : [];
  });
};

const allOpen = <T extends Category | Section>(places: Collection<T>): Promise<T[]> => {
  const open: Filter<Document> = { state: 'visible' };
  return places.find<T>(open, { projection: shown, batchSize: 2 * mostPlaces, ...patience }).toArray();
};

const placed = ({ categories: [category], ...section }: Found): Place | undefined =>
  category && inCategory(category, section);

/** How many more there may be; a few more than `mostPlaces` come to be where some are made at once. */
export const roomIn = async <T extends Category | Section>(places: Collection<T>): Promise<number> =>
  mostPlaces - (await places.countDocuments({}, { limit: mostPlaces }));

/** Refuses one more where there are as many as there may be, the deleted ones too. */
export const checkRoom = async <T extends Category | Section>(
  places: Collection<T>,
  name: 'categories' | 'sections',
): Promise<void> => {
  if ((await roomIn(places)) > 0) return;
  refuse(
    'conflict',
    `content.too-many-${name}`,
    `There may be ${mostPlaces} ${name}; use one of those again`,
  );
};

export const inCategory = (category: Category, section: Section): Place => ({
  category,
  section,
  accesses: accessesOf(category, section),
});

/** Whether this person may do it in this place. */
export const mayIn = ({ accesses }: Place, action: Action, person: Person | undefined): boolean =>
  may(person, action, accesses);

/** Whether they are denied it there, by name or by kind. */
export const isDeniedIn = ({ accesses }: Place, action: Action, person: Person): boolean =>
  isDenied(person, action, accesses);

/** Who may read what is in this place, for those who are told of it. */
export const readableBy = ({ accesses }: Place): Rule => readersOf(accesses);

/** Who may read and moderate there, as far as one rule can say so: it leaves out whom it cannot name. */
export const moderatedBy = ({ accesses }: Place): Rule => {
  const [readers, moderators] = [readersOf(accesses), ruleOf('moderate', accesses)];
  const everybodyReads = readers.allow.includes('anyone');
  return {
    allow: moderators.allow.filter((who) => everybodyReads || readers.allow.includes(who)),
    deny: [...new Set([...readers.deny, ...moderators.deny])],
  };
};
