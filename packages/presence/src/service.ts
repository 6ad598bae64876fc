import { AuditGetHistory } from '@obey/contracts';
import { defineService } from '@obey/service-kit';
import { routes } from './api.js';
import { reactions } from './reactions.js';
import { createStore } from './store.js';

/** Who is online. Keeps all it knows in Redis. */
export const presence = defineService({
  name: 'presence',
  summary: 'Who is online',
  config: {},
  says: [],
  asks: [],
  history: AuditGetHistory,
  create: ({ redis }) => {
    const store = createStore(redis);
    return { reactions: reactions({ store }), routes: routes({ store }) };
  },
});
