import {
  AuditGetHistory,
  AuthGetUserById,
  accessTokens,
  ContentPostDeleted,
  ContentPostEdited,
  ContentPostReplied,
  ContentPostRestored,
  ContentSectionAccessChanged,
  ContentSubscriptionChanged,
  ContentTellReaders,
  ContentThreadCreated,
  ContentThreadDeleted,
  ContentThreadLocked,
  ContentThreadMoved,
  ContentThreadRenamed,
  ContentThreadReplied,
  ContentThreadRestored,
  ContentThreadUnlocked,
  ContentUserMentioned,
  ContentUserMuted,
  ContentUserUnmuted,
} from '@obey/contracts';
import { defineService } from '@obey/service-kit';
import { createUserReplica } from '@obey/user-replica';
import { routes } from './api.js';
import { config, limitRules } from './config.js';
import { finishReply, finishThread } from './finishing.js';
import { createLimits } from './limits.js';
import { reactions } from './reactions.js';
import { openStore } from './store.js';
import { replicaFields } from './users.js';

/** Categories, sections, threads and posts. */
export const content = defineService({
  name: 'content',
  summary: 'Categories, sections, threads and posts: what is read and written',
  config,
  says: [
    ContentThreadCreated,
    ContentThreadReplied,
    ContentPostReplied,
    ContentUserMentioned,
    ContentPostEdited,
    ContentPostDeleted,
    ContentPostRestored,
    ContentThreadLocked,
    ContentThreadUnlocked,
    ContentUserMuted,
    ContentUserUnmuted,
    ContentThreadRenamed,
    ContentThreadMoved,
    ContentThreadDeleted,
    ContentThreadRestored,
    ContentSubscriptionChanged,
    ContentSectionAccessChanged,
    ContentTellReaders,
  ],
  asks: [AuthGetUserById],
  retention: { groups: ['alerts'] },
  mongo: true,
  tokens: accessTokens,
  history: AuditGetHistory,
  create: async ({ config, db, log, metrics, redis, runtime }) => {
    const onTrouble = (what: string, error: unknown) => log.warn({ err: error }, what);
    const store = await openStore(db, runtime, { thread: finishThread, reply: finishReply });
    const users = await createUserReplica({
      service: 'content',
      runtime,
      redis,
      fields: replicaFields,
      capacity: config.USERS_IN_MEMORY,
      metrics,
      onTrouble,
    });
    const limits = createLimits({ redis, rules: limitRules(config), onTrouble });
    return {
      reactions: reactions({ users, store, runtime }),
      routes: routes({ store, users, limits, runtime }),
      close: users.close,
    };
  },
});
