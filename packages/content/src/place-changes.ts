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
  { user, ifMatch }: By & Changed,
  id: string,
  change: CategoryChange | Pick<Category, 'state'>,
): Promise<Category> => {
  const { store } = deps;
  const writer = await writerOf(deps, user, manage);
  return changeVersioned({
    ifMatch,
    read: () => visibleCategory(store, id, writer),
    decide: (before) => (isSame(before, change) ? undefined : change),
    write: ({ _id, version }, $set) =>
      store.categories.findOneAndUpdate({ _id, version }, { $set, $inc: { version: 1 } }, afterwards),
  });
};

/** Changes a section, or moves it to another category with all that is in it; gives it in the one where it is then. */
export const changeSection = async (
  deps: Deps,
  { user, ifMatch }: By & Changed,
  id: string,
  change: SectionChange | Pick<Section, 'state'>,
): Promise<Place> => {
  const { store } = deps;
  const writer = await writerOf(deps, user, manage);
  const target =
    'categoryId' in change && change.categoryId !== undefined
      ? await visibleCategory(store, change.categoryId, writer)
      : undefined;
  return changeVersioned({
    ifMatch,
    read: async () => withVersion(await visiblePlace(store, id, writer)),
    decide: ({ section }) => (isSame(section, change) ? undefined : change),
    write: async ({ category, version }, $set) => {
      const update = { $set, $inc: { version: 1 } };
      const section = await store.sections.findOneAndUpdate({ _id: id, version }, update, afterwards);
      return section && withVersion(inCategory(target ?? category, section));
    },
  });
};

const withVersion = (place: Place) => ({ ...place, version: place.section.version });

const isSame = (before: object, change: object): boolean =>
  Object.entries(change).every(
    ([field, value]) => JSON.stringify(Reflect.get(before, field)) === JSON.stringify(value),
  );
