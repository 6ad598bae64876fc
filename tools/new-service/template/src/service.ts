import { AuditGetHistory } from '@obey/contracts';
import { defineService } from '@obey/service-kit';
import { routes } from './api.js';
import { config } from './config.js';
import { reactions } from './reactions.js';
import { createStore } from './store.js';

/** How many have signed up. */
export const sampleService = defineService({
  name: 'sample',
  config,
  says: [],
  asks: [],
  history: AuditGetHistory,
  create: ({ config, redis }) => {
    const store = createStore(redis);
    return { reactions: reactions({ store }), routes: routes({ store, config }) };
  },
});
