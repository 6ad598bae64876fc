import { newId } from '@obey/choreography';
import { manage } from './access.js';
import { createdOnce, creationOf, markedBy } from './creation.js';
import type { By, Deps } from './deps.js';
import { checkRoom } from './places.js';
import type { NewPlace } from './shapes.js';
import type { Section, Store } from './store.js';
import { visibleCategory } from './visible.js';
import { writerOf } from './writers.js';

export const createSection = async (
  deps: Deps,
  { user, idempotencyKey }: By,
  categoryId: string,
  body: NewPlace,
): Promise<Section> => {
  const { store } = deps;
  const writer = await writerOf(deps, user, manage);
  const route = `POST /content/categories/${categoryId}/sections`;
  const creation = creationOf({ userId: writer.userId, route, idempotencyKey, body });
  const create = async () => {
    await visibleCategory(store, categoryId, writer);
    const { title, description = '', access = {}, position = await lastPosition(store, categoryId) } = body;
    await checkRoom(store.sections, 'sections');
    const section: Section = {
      _id: newId(),
      version: 1,
      categoryId,
      title,
      description,
      position,
      access,
      createdAt: new Date(),
      state: 'visible',
      ...markedBy(creation),
    };
    await store.sections.insertOne(section);
    return section;
  };
  return createdOnce({ collection: store.sections, creation, create, again: (earlier) => earlier });
};

const lastPosition = async ({ sections }: Store, categoryId: string) => {
  const sort = { position: -1 } as const;
  const last = await sections.findOne({ categoryId }, { sort, projection: { position: 1 } });
  return last === null ? 0 : last.position + 1;
};
