import { newId } from '@obey/choreography';
import { manage } from './access.js';
import { createdOnce, creationOf, markedBy } from './creation.js';
import type { By, Deps } from './deps.js';
import { checkRoom } from './places.js';
import type { NewPlace } from './shapes.js';
import type { Category, Store } from './store.js';
import { writerOf } from './writers.js';

export const createCategory = async (
  deps: Deps,
  { user, idempotencyKey }: By,
  body: NewPlace,
): Promise<Category> => {
  const { store } = deps;
  const writer = await writerOf(deps, user, manage);
  const route = 'POST /content/categories';
  const creation = creationOf({ userId: writer.userId, route, idempotencyKey, body });
  const create = async () => {
    const { title, description = '', access = {}, position = await lastPosition(store) } = body;
    await checkRoom(store.categories, 'categories');
    const category: Category = {
      _id: newId(),
      version: 1,
      title,
      description,
      position,
      access,
      createdAt: new Date(),
      state: 'visible',
      ...markedBy(creation),
    };
    await store.categories.insertOne(category);
    return category;
  };
  return createdOnce({ collection: store.categories, creation, create, again: (earlier) => earlier });
};

const lastPosition = async ({ categories }: Store) => {
  const last = await categories.findOne({}, { sort: { position: -1 }, projection: { position: 1 } });
  return last === null ? 0 : last.position + 1;
};
