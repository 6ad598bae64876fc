import type { PageQuery } from '@obey/service-kit';
import type { Deps } from './deps.js';
import { type Order, pageOf } from './keysets.js';
import { latest, type Thread } from './store.js';
import { showThreads } from './thread-views.js';
import { placedIn, type Viewer, visiblePlaces } from './visible.js';

const byActivity: Order<Thread> = { field: 'lastActivityAt', kind: 'time', direction: -1, unique: false };

/** The threads of all sections that the viewer may read, the one with the latest activity first. */
export const listLatest = async (deps: Deps, viewer: Viewer, query: PageQuery) => {
  const { store } = deps;
  const places = await visiblePlaces(store, viewer);
  const found = await pageOf(query, {
    collection: store.threads,
    filter: { state: 'visible', sectionId: { $in: [...places.keys()] } },
    name: 'latest',
    order: byActivity,
    // By the sections, all their threads would be read and sorted.
    hint: latest,
  });
  return { ...found, items: await showThreads(deps, viewer, placedIn(places, found.items)) };
};
