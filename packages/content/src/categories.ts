import { newId } from '@obey/choreography';
import { refuse } from '@obey/service-kit';
import { createdOnce, creationOf, markedBy } from './creation.js';
import type { By, Deps } from './deps.js';
import type { NewPlace } from './shapes.js';
import { type Category, type Store, shown } from './store.js';
import { writerOf } from './writers.js';

export const createCategory = async (
  { store, users }: Deps,
  { user, idempotencyKey }: By,
  body: NewPlace,
): Promise<Category> => {
  const writer = await writerOf(users, user, 'categories.manage');
  const route = 'POST /content/categories';
  const creation = creationOf({ userId: writer.userId, route, idempotencyKey, body });
  return createdOnce(store.categories, creation, async () => {
    const { title, description = '', position = await lastPosition(store) } = body;
    const category: Category = {
      _id: newId(),
      title,
      description,
      position,
      createdAt: new Date(),
      ...markedBy(creation),
    };
    await store.categories.insertOne(category);
    return category;
  });
};

export const findCategory = async ({ categories }: Store, id: string): Promise<Category> => {
  const category = await categories.findOne({ _id: id }, { projection: shown });
  return category ?? refuse('not-found', 'content.no-such-category', `There is no category ${id}`);
};

const lastPosition = async ({ categories }: Store) => {
  const last = await categories.findOne({}, { sort: { position: -1 }, projection: { position: 1 } });
  return last === null ? 0 : last.position + 1;
};
