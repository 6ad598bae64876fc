import type { OutboxField, Outgoing, Runtime } from '@obey/choreography';
import type { Db } from 'mongodb';
import type { ChangeLink, PasswordLink, RecoveryLink, VainRecovery } from './password-links.js';

type Kept = PasswordLink | VainRecovery;

const withoutOutbox = { projection: { outbox: 0 } };

/** MongoDB's collection `passwordlinks`: tokens are kept hashed, and their mails go with the write. */
export const openPasswordLinks = async ({ db, runtime }: { db: Db; runtime: Runtime }) => {
  const links = db.collection<Kept & { outbox?: OutboxField }>('passwordlinks');
  await links.createIndexes([{ key: { expiresAt: 1 }, expireAfterSeconds: 0 }]);
  // Its messages hold tokens that nobody may read here; once they are told they do not stay.
  const outbox = await runtime.outbox(links, { keepMs: 0 });

  // The TTL index removes late: the time is checked here too.
  const find = (tokenHash: string, kind: PasswordLink['kind'], now: Date) =>
    links.findOne<Kept>({ _id: tokenHash, kind, expiresAt: { $gt: now } }, withoutOutbox);

  return {
    insert: async (link: Kept, messages: readonly Outgoing[]): Promise<void> => {
      await links.insertOne({ ...link, ...outbox.hold(messages) });
      outbox.relay(link._id);
    },
    recovery: async (tokenHash: string, now: Date): Promise<RecoveryLink | null> => {
      const found = await find(tokenHash, 'recovery', now);
      return found?.kind === 'recovery' ? found : null;
    },
    change: async (tokenHash: string, now: Date): Promise<ChangeLink | null> => {
      const found = await find(tokenHash, 'change', now);
      return found?.kind === 'change' ? found : null;
    },
  };
};
