import {
  AlertsAlertRaised,
  AlertsSendDigest,
  AuthGetUserById,
  accessTokens,
  MailingSendEmail,
} from '@obey/contracts';
import { defineService } from '@obey/service-kit';
import { createUserReplica } from '@obey/user-replica';
import { routes } from './api.js';
import { config } from './config.js';
import { createDigests } from './digests.js';
import { createFanOut } from './fan-out.js';
import { createHearers } from './hearers.js';
import { createLive } from './live.js';
import { createMails } from './mails.js';
import { createRaise } from './raise.js';
import { reactions } from './reactions.js';
import { createSay } from './say.js';
import { createLook, createShown } from './shown.js';
import { openStore } from './store.js';
import { createUnread } from './unread.js';
import { createUnsubscribeLinks } from './unsubscribe-links.js';

/** What a user should know: alerts, listed, counted, pushed and mailed. */
export const alerts = defineService({
  name: 'alerts',
  summary: 'What a user should know: listed, counted, pushed, mailed',
  config,
  says: [AlertsAlertRaised, AlertsSendDigest, MailingSendEmail],
  asks: [AuthGetUserById],
  mongo: true,
  tokens: accessTokens,
  create: async ({ config, runtime, redis, db, log, metrics }) => {
    const store = await openStore(db, runtime);
    const look = createLook(store);
    // Listens before the rest is made, so that no client is served before it does.
    const live = createLive({
      runtime,
      store,
      look,
      heartbeatMs: config.STREAM_HEARTBEAT,
      perUser: config.STREAMS_PER_USER,
      inAll: config.STREAMS,
    });
    const onTrouble = (what: string, error: unknown) => log.warn({ err: error }, what);
    const users = await createUserReplica({
      service: 'alerts',
      runtime,
      redis,
      fields: ['nickname', 'email', 'rank', 'permissions', 'banned'],
      metrics,
      onTrouble,
    });
    const shown = createShown(look);
    const unread = createUnread({ redis, store, shown, onTrouble });
    const siteUrl = config.SITE_URL;
    const links = createUnsubscribeLinks({
      siteUrl,
      secret: config.ALERTS_SECRET,
      secretBefore: config.ALERTS_SECRET_BEFORE,
    });
    const mails = createMails({ runtime, preferences: store.preferences, links, siteUrl });
    const digests = createDigests({ store, shown, users, runtime, links, siteUrl });
    const say = createSay({ runtime, mails });
    const hearers = createHearers({ store, users });
    const raise = createRaise({ store, hearers, users, say, unread, digests });
    const fanOut = createFanOut({ store, raise, say, leaseMs: config.FAN_OUT_LEASE, onTrouble });
    return {
      reactions: [...users.reactions, ...reactions({ store, raise, fanOut, unread, digests })],
      routes: routes({ store, shown, unread, users, live, digests, links, config }),
      close: async () => {
        await fanOut.close();
        unread.close();
        live.close();
        users.close();
      },
    };
  },
});
