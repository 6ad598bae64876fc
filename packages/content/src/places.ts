import type { Person, Rule } from '@obey/contracts';
import { type Access, type Action, accessesOf, isDenied, may, readersOf, ruleOf } from './access.js';
import { type Category, type Section, type Store, shown } from './store.js';

/** A section in its category, and who may do what there. */
export interface Place {
  readonly category: Category;
  readonly section: Section;
  /** Of the category and of the section. */
  readonly accesses: readonly Access[];
}

const withCategory = [
  { $lookup: { from: 'categories', localField: 'categoryId', foreignField: '_id', as: 'categories' } },
  { $project: { ...shown, 'categories.creation': 0, 'categories.outbox': 0 } },
];

type Found = Section & { categories: Category[] };

/** A section with its category, by one query; undefined where there is none. */
export const placeOf = async ({ sections }: Store, sectionId: string): Promise<Place | undefined> => {
  const [found] = await sections
    .aggregate<Found>([{ $match: { _id: sectionId } }, ...withCategory])
    .toArray();
  return found && placed(found);
};

/** All sections with their categories, by one query: there are few. */
export const allPlaces = async ({ sections }: Store): Promise<Place[]> => {
  const found = sections.aggregate<Found>(withCategory, { batchSize: 10_000 });
  return (await found.toArray()).flatMap((section) => placed(section) ?? []);
};

const placed = ({ categories: [category], ...section }: Found): Place | undefined =>
  category && inCategory(category, section);

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
