import type { Outbox, Outgoing } from '@obey/choreography';
import { ContentTellReaders } from '@obey/contracts';
import { manage } from './access.js';
import { changeVersioned } from './changing.js';
import type { By, Changed, Deps } from './deps.js';
import { inCategory, type Place } from './places.js';
import type { CategoryChange, SectionChange } from './shapes.js';
import { type Category, type Section, shown } from './store.js';
import { visibleCategory, visiblePlace } from './visible.js';
import { writerOf } from './writers.js';

const afterwards = { returnDocument: 'after', projection: shown } as const;

/** Changes a category; what is so already changes nothing. */
export const changeCategory = async (
  deps: Deps,
  by: By & Changed,
  id: string,
  change: CategoryChange | Pick<Category, 'state'>,
): Promise<Category> => {
  const { store } = deps;
  const { categories: outbox } = store.outboxes;
  const writer = await writerOf(deps, by.user, manage);
  return changeVersioned({
    ifMatch: by.ifMatch,
    read: () => visibleCategory(store, id, writer),
    decide: (before) => (isSame(before, change) ? undefined : change),
    write: async (before, $set) => {
      const told = readersToTell(deps, by, before, $set);
      const update = { $set, $inc: { version: 1 }, ...pushed(outbox, told) };
      const { _id, version } = before;
      const category = await store.categories.findOneAndUpdate({ _id, version }, update, afterwards);
      if (category !== null && told.length > 0) outbox.relay(_id);
      return category;
    },
  });
};

/** Changes a section, or moves it to another category with all that is in it; gives it in the one where it is then. */
export const changeSection = async (
  deps: Deps,
  by: By & Changed,
  id: string,
  change: SectionChange | Pick<Section, 'state'>,
): Promise<Place> => {
  const { store } = deps;
  const { sections: outbox } = store.outboxes;
  const writer = await writerOf(deps, by.user, manage);
  const target =
    'categoryId' in change && change.categoryId !== undefined
      ? await visibleCategory(store, change.categoryId, writer)
      : undefined;
  return changeVersioned({
    ifMatch: by.ifMatch,
    read: async () => withVersion(await visiblePlace(store, id, writer)),
    decide: ({ section }) => (isSame(section, change) ? undefined : change),
    write: async ({ category, section: before, version }, $set) => {
      const told = readersToTell(deps, by, before, $set);
      const update = { $set, $inc: { version: 1 }, ...pushed(outbox, told) };
      const section = await store.sections.findOneAndUpdate({ _id: id, version }, update, afterwards);
      if (section !== null && told.length > 0) outbox.relay(id);
      return section && withVersion(inCategory(target ?? category, section));
    },
  });
};

const withVersion = (place: Place) => ({ ...place, version: place.section.version });

const isSame = (before: object, change: object): boolean => changedFields(before, change).length === 0;

const changedFields = (before: object, change: object): string[] =>
  Object.entries(change)
    .filter(([field, value]) => JSON.stringify(Reflect.get(before, field)) !== JSON.stringify(value))
    .map(([field]) => field);

/** What decides who may read what is in a place. */
const ofAccess = ['access', 'state', 'categoryId'];

// Not who may read it from now on: that hangs on two documents, and what is read of one may be older than what is written to the other.
const readersToTell = (
  { runtime }: Deps,
  { user, cause }: By,
  before: Category | Section,
  change: object,
): Outgoing[] =>
  changedFields(before, change).some((field) => ofAccess.includes(field))
    ? [runtime.compose(ContentTellReaders, { placeId: before._id, changedBy: user.id }, { cause })]
    : [];

const pushed = (outbox: Outbox, told: readonly Outgoing[]) => (told.length > 0 ? outbox.push(told) : {});
