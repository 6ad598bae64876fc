import { newId } from '@obey/choreography';
import { refuse } from '@obey/service-kit';
import { findCategory } from './categories.js';
import { createdOnce, creationOf, markedBy } from './creation.js';
import type { By, Deps } from './deps.js';
import type { NewPlace } from './shapes.js';
import { type Section, type Store, shown } from './store.js';
import { writerOf } from './writers.js';

export const createSection = async (
  { store, users }: Deps,
  { user, idempotencyKey }: By,
  categoryId: string,
  body: NewPlace,
): Promise<Section> => {
  const writer = await writerOf(users, user, 'categories.manage');
  const route = `POST /content/categories/${categoryId}/sections`;
  const creation = creationOf({ userId: writer.userId, route, idempotencyKey, body });
  return createdOnce(store.sections, creation, async () => {
    await findCategory(store, categoryId);
    const { title, description = '', position = await lastPosition(store, categoryId) } = body;
    const section: Section = {
      _id: newId(),
      categoryId,
      title,
      description,
      position,
      createdAt: new Date(),
      ...markedBy(creation),
    };
    await store.sections.insertOne(section);
    return section;
  });
};

export const findSection = async ({ sections }: Store, id: string): Promise<Section> => {
  const section = await sections.findOne({ _id: id }, { projection: shown });
  return section ?? refuse('not-found', 'content.no-such-section', `There is no section ${id}`);
};

const lastPosition = async ({ sections }: Store, categoryId: string) => {
  const sort = { position: -1 } as const;
  const last = await sections.findOne({ categoryId }, { sort, projection: { position: 1 } });
  return last === null ? 0 : last.position + 1;
};
