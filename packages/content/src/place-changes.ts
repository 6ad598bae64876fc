import { manage } from './access.js';
import { changeVersioned } from './changing.js';
import type { By, Changed, Deps } from './deps.js';
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

/** Changes a section, or moves it to another category with all that is in it. */
export const changeSection = async (
  deps: Deps,
  { user, ifMatch }: By & Changed,
  id: string,
  change: SectionChange | Pick<Section, 'state'>,
): Promise<Section> => {
  const { store } = deps;
  const writer = await writerOf(deps, user, manage);
  if ('categoryId' in change && change.categoryId !== undefined)
    await visibleCategory(store, change.categoryId, writer);
  return changeVersioned({
    ifMatch,
    read: async () => (await visiblePlace(store, id, writer)).section,
    decide: (before) => (isSame(before, change) ? undefined : change),
    write: ({ _id, version }, $set) =>
      store.sections.findOneAndUpdate({ _id, version }, { $set, $inc: { version: 1 } }, afterwards),
  });
};

const isSame = (before: object, change: object): boolean =>
  Object.entries(change).every(
    ([field, value]) => JSON.stringify(Reflect.get(before, field)) === JSON.stringify(value),
  );
