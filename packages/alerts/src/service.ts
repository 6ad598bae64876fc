import { AlertsAlertRaised, AuthGetUserById, accessTokens, MailingSendEmail } from '@obey/contracts';
import { defineService } from '@obey/service-kit';
import { createUserReplica } from '@obey/user-replica';
import { routes } from './api.js';
import { config } from './config.js';
import { createLive } from './live.js';
import { createRaise } from './raise.js';
import { reactions } from './reactions.js';
import { openStore } from './store.js';

/** What a user should know: alerts, listed, counted, pushed and mailed. */
export const alerts = defineService({
  name: 'alerts',
  config,
  says: [AlertsAlertRaised, MailingSendEmail],
  asks: [AuthGetUserById],
  mongo: true,
  tokens: accessTokens,
  create: async ({ config, runtime, redis, db, log, metrics }) => {
    // Listens before anything else, so that no client is served before it does.
    const live = createLive({
      runtime,
      heartbeatMs: config.STREAM_HEARTBEAT,
      perUser: config.STREAMS_PER_USER,
      inAll: config.STREAMS,
    });
    const store = await openStore(db, runtime);
    const users = await createUserReplica({
      service: 'alerts',
      runtime,
      redis,
      fields: ['nickname', 'email'],
      metrics,
      onTrouble: (what, error) => log.warn({ err: error }, what),
    });
    const raise = createRaise({ store, users, runtime, siteUrl: config.SITE_URL });
    return {
      reactions: [...users.reactions, ...reactions({ store, raise })],
      routes: routes({ store, live, config }),
      close: () => {
        live.close();
        users.close();
      },
    };
  },
});
