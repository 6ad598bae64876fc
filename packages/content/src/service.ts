import {
  AuthGetUserById,
  accessTokens,
  ContentPostReplied,
  ContentSubscriptionChanged,
  ContentThreadCreated,
  ContentThreadDeleted,
  ContentThreadLocked,
  ContentThreadMoved,
  ContentThreadRenamed,
  ContentThreadReplied,
  ContentThreadRestored,
  ContentThreadUnlocked,
  ContentUserMuted,
  ContentUserUnmuted,
} from '@obey/contracts';
import { defineService } from '@obey/service-kit';
import { createUserReplica } from '@obey/user-replica';
import { routes } from './api.js';
import { config } from './config.js';
import { reactions } from './reactions.js';
import { openStore } from './store.js';
import { replicaFields } from './writers.js';

/** Categories, sections, threads and posts. */
export const content = defineService({
  name: 'content',
  config,
  says: [
    ContentThreadCreated,
    ContentThreadReplied,
    ContentPostReplied,
    ContentThreadLocked,
    ContentThreadUnlocked,
    ContentUserMuted,
    ContentUserUnmuted,
    ContentThreadRenamed,
    ContentThreadMoved,
    ContentThreadDeleted,
    ContentThreadRestored,
    ContentSubscriptionChanged,
  ],
  asks: [AuthGetUserById],
  retention: { groups: ['alerts'] },
  mongo: true,
  tokens: accessTokens,
  create: async ({ config: { USERS_IN_MEMORY }, db, log, redis, runtime }) => {
    const store = await openStore(db, runtime);
    const users = await createUserReplica({
      service: 'content',
      runtime,
      redis,
      fields: replicaFields,
      capacity: USERS_IN_MEMORY,
      onTrouble: (what, error) => log.warn({ err: error }, what),
    });
    return { reactions: reactions({ users }), routes: routes({ store, users, runtime }), close: users.close };
  },
});
