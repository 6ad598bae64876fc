import { createHash } from 'node:crypto';
import { recordDigest, refuse } from '@obey/service-kit';
import type { Collection, Document, Filter } from 'mongodb';
import { isDuplicate } from './duplicates.js';

/** By which request a document came to be: hashes of (user, route, Idempotency-Key) and of the body. */
export interface Creation {
  key: string;
  /** Absent where what the body said was purged: then any body fits. */
  body?: string;
}

interface Asked {
  readonly userId: string;
  /** Method and path. */
  readonly route: string;
  readonly idempotencyKey: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The mark of a request that must create one thing only; none where it has no Idempotency-Key. */
export const creationOf = ({ userId, route, idempotencyKey, body }: Asked): Creation | undefined =>
  idempotencyKey === undefined
    ? undefined
    : {
        key: sha256([userId, route, idempotencyKey]),
        body: recordDigest(body),
      };

/** The field to spread into the new document. */
export const markedBy = (creation: Creation | undefined) => (creation === undefined ? {} : { creation });

interface Once<T extends Document, R> {
  readonly collection: Collection<T>;
  readonly creation: Creation | undefined;
  readonly create: () => Promise<R>;
  /** What is answered for what was created before, to whom may still see it. */
  readonly again: (earlier: T) => Promise<R> | R;
}

/**
 * Runs `create`, unless a request of the same mark has created its document already, or does so meanwhile:
 * then `again`. Refuses the key of another body.
 */
export const createdOnce = async <T extends Document & { creation?: Creation }, R>({
  collection,
  creation,
  create,
  again,
}: Once<T, R>): Promise<R> => {
  if (creation === undefined) return create();
  const earlier = await findBy(collection, creation);
  if (earlier !== undefined) return again(earlier);
  try {
    return await create();
  } catch (error) {
    const meanwhile = isDuplicate(error, 'creation.key') ? await findBy(collection, creation) : undefined;
    if (meanwhile !== undefined) return again(meanwhile);
    throw error;
  }
};

const findBy = async <T extends Document & { creation?: Creation }>(
  collection: Collection<T>,
  { key, body }: Creation,
): Promise<T | undefined> => {
  const found = await collection.findOne<T>(byKey<T>(key));
  if (found === null) return undefined;
  if (found.creation?.body === undefined || found.creation.body === body) return found;
  return refuse(
    'invalid',
    'content.idempotency-key-reused',
    'This Idempotency-Key came with another body before; use a new key for a new request',
  );
};

const byKey = <T extends Document>(key: string): Filter<T> => {
  const filter: Filter<Document> = { 'creation.key': key };
  return filter;
};

const sha256 = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');
