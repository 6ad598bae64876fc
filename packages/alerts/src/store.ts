import type { Runtime } from '@obey/choreography';
import type { Db } from 'mongodb';
import { openAlerts, type StoredAlert } from './store/alerts.js';
import { type DigestState, openDigests } from './store/digests.js';
import { type FanOut, openFanOuts, type Telling } from './store/fan-outs.js';
import { openFolds } from './store/folds.js';
import { openMutedUsers } from './store/muted-users.js';
import { openPreferences } from './store/preferences.js';
import { openSections } from './store/sections.js';
import { openSubscriptions } from './store/subscriptions.js';
import { openThreads } from './store/threads.js';

export type { Stretch } from './store/alerts.js';
export type { KnownThread } from './store/threads.js';

export type Store = Awaited<ReturnType<typeof openStore>>;

/** What alerts keeps, with its indexes. */
export const openStore = async (db: Db, runtime: Pick<Runtime, 'outbox'>) => {
  const alerts = db.collection<StoredAlert>('alerts');
  const fanOuts = db.collection<FanOut>('fan-outs');
  const tellings = db.collection<Telling>('tellings');
  const digests = db.collection<DigestState>('digests');
  const outboxes = {
    digests: await runtime.outbox(digests),
    alerts: await runtime.outbox(alerts),
    tellings: await runtime.outbox(tellings),
  };
  const sections = openSections(db);
  return {
    alerts: await openAlerts(alerts, outboxes.alerts),
    folds: openFolds(alerts),
    fanOuts: await openFanOuts({ fanOuts, tellings, outbox: outboxes.tellings }),
    subscriptions: await openSubscriptions(db),
    mutedUsers: await openMutedUsers(db),
    sections,
    threads: openThreads(db, sections),
    preferences: openPreferences(db),
    digests: openDigests(digests, outboxes.digests),
  };
};
