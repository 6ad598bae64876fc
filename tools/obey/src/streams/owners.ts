import { type Connection, instanceOfLease, leaseKey } from '@obey/choreography/inspection';

/** The instance that owns a partition for a group now; undefined where nobody does. */
export const ownerOf = async (
  redis: Connection,
  stream: string,
  group: string,
): Promise<string | undefined> => {
  const token = await redis.get(leaseKey(stream, group));
  return token === null ? undefined : instanceOfLease(token);
};
