import { newId, on, rehearse } from '@obey/choreography';
import { AlertsSendDigest, MailingSendEmail } from '@obey/contracts';
import { startMongo } from '@obey/test-servers';
import type { ExecutionContext } from 'ava';
import { MongoClient } from 'mongodb';
import { createDigests, type Digests } from '../../src/digests.js';
import { noPreferences, type Preferences } from '../../src/preferences.js';
import { createLook, createShown } from '../../src/shown.js';
import type { DigestState } from '../../src/store/digests.js';
import { openStore, type Store } from '../../src/store.js';
import { createUnsubscribeLinks } from '../../src/unsubscribe-links.js';

const siteUrl = 'https://forum.example';
const digested = { inApp: true, email: false, digest: true };

/** What Ada has chosen: eight o'clock in Berlin, news of threads and answers. */
export const chosen: Preferences = {
  kinds: { 'thread-replied': digested, 'post-replied': digested },
  digest: { hour: 8, timeZone: 'Europe/Berlin' },
};

/**
 * Ada, the store, and the digests on a stage of which the clock is set by hand: far ahead of the real one, so that what is
 * due comes when a test lets it.
 */
export const startDigests = async (t: ExecutionContext, preferences = chosen) => {
  const mongo = await startMongo(t, 'alerts');
  const client = await MongoClient.connect(mongo.url);
  const db = client.db(mongo.database);
  const states = db.collection<DigestState>('digests');
  const ada = {
    userId: newId(),
    version: 1,
    nickname: 'Ada',
    email: 'ada@example.org',
    rank: 0,
    permissions: [] as string[],
    banned: false,
  };
  const threadId = newId();
  let clock = new Date('2100-01-10T12:00:00Z');
  let opened: { store: Store; digests: Digests } | undefined;

  const stage = await rehearse({
    service: 'alerts',
    says: [AlertsSendDigest, MailingSendEmail],
    reactions: async (runtime) => {
      const store = await openStore(db, runtime);
      const links = createUnsubscribeLinks({
        siteUrl,
        secret: 'a secret of more than thirty-two characters',
      });
      const users = { get: async (userId: string) => (userId === ada.userId ? ada : null) };
      const shown = createShown(createLook(store));
      const digests = createDigests({ store, shown, users, runtime, links, siteUrl, now: () => clock });
      opened = { store, digests };
      return [on(AlertsSendDigest, digests.send)];
    },
    settled: async () => (await states.countDocuments({ 'outbox.messages.0': { $exists: true } })) === 0,
  });
  t.teardown(async () => {
    await stage.close();
    await client.close();
  });
  const now = () => {
    if (opened === undefined) throw new Error('The stage has not opened its store');
    return opened;
  };
  const readableBy = { allow: ['anyone'], deny: [] as string[] };
  await now().store.threads.hearOf({ threadId, sectionId: newId(), title: 'Hello', readableBy });
  if (preferences !== noPreferences) await now().store.preferences.change(ada.userId, () => preferences);

  const state = async () => (await states.findOne({ _id: ada.userId })) ?? undefined;
  const due = async () => (await state())?.dueAt?.toISOString();
  let raised = 0;
  return {
    stage,
    db,
    ada,
    threadId,
    state,
    due,
    store: () => now().store,
    digests: () => now().digests,
    setClock: (time: string) => {
      clock = new Date(time);
    },
    /** Stores an alert, as it is raised at this time; whether it is awaited is another thing. */
    raise: async (kind: 'thread-replied' | 'post-replied' | 'mentioned' = 'thread-replied') => {
      raised += 1;
      const by = { userId: newId(), nickname: `Ben ${raised}` };
      const posts = [{ postId: newId(), number: raised, by }];
      const raisedAt = new Date(clock.getTime() + raised);
      const _id = newId();
      const { store } = now();
      await store.alerts.insert(
        { _id, userId: ada.userId, kind, threadId, title: 'Hello', posts, raisedAt, read: false },
        [],
      );
      return _id;
    },
    /** The digest that is due now, or was due then, arrives. */
    arrive: async (dueAt?: string, drill?: 'twice' | 'late' | 'crash-before-ack') => {
      const data = { userId: ada.userId, dueAt: dueAt ?? (await due()) ?? 'none' };
      return stage.when(AlertsSendDigest, data, { drill });
    },
  };
};
