import type { AnyBulkWriteOperation, Collection } from 'mongodb';
import type { Alert, HeardPost } from '../alert.js';
import type { StoredAlert } from './alerts.js';
import { ignoreDuplicates } from './duplicates.js';

/** What becomes of one alert: it is begun, changed, or taken back. */
export type FoldChange =
  | { readonly kind: 'begun'; readonly alert: Alert }
  | { readonly kind: 'changed'; readonly before: StoredAlert; readonly alert: Alert }
  | { readonly kind: 'withdrawn'; readonly before: StoredAlert };

/** The collection `alerts`, as far as many replies to one thread are one alert until it is read. */
export const openFolds = (alerts: Collection<StoredAlert>) => ({
  /** Of these users, what there is of this thread: the alerts that grow, and those that may have told of this post. */
  around: (
    threadId: string,
    userIds: readonly string[],
    { postId, number }: Pick<HeardPost, 'postId' | 'number'>,
  ): Promise<StoredAlert[]> =>
    alerts
      .find(
        {
          threadId,
          userId: { $in: [...userIds] },
          $or: [{ fold: { $exists: true } }, { 'posts.postId': postId }, { 'left.upTo': { $gte: number } }],
        },
        { projection: { outbox: 0 } },
      )
      .toArray(),

  /** Makes these changes in one go, but those of alerts that were changed, read or begun by others meanwhile. */
  write: async (changes: readonly FoldChange[]): Promise<void> => {
    const operations = changes.map(operationOf);
    if (operations.length > 0) await alerts.bulkWrite(operations, { ordered: false }).catch(ignoreDuplicates);
  },
});

const operationOf = (change: FoldChange): AnyBulkWriteOperation<StoredAlert> => {
  switch (change.kind) {
    case 'begun': {
      const { alert } = change;
      return { insertOne: { document: { ...alert, version: 1, fold: `${alert.threadId}:${alert.userId}` } } };
    }
    case 'changed': {
      const { before, alert } = change;
      const { posts, left, raisedAt } = alert;
      return {
        updateOne: {
          filter: { _id: before._id, version: before.version },
          update: { $set: { posts, ...(left && { left }), raisedAt }, $inc: { version: 1 } },
        },
      };
    }
    case 'withdrawn': {
      const { _id, version } = change.before;
      return { deleteOne: { filter: { _id, version } } };
    }
  }
};
