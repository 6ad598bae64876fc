import type { Contract } from './contract.js';
import { repliesKey, streamKey, streamsOf } from './names.js';

/** The Redis streams that messages of a contract stand on, one for each partition: `events:{auth:0}` and so on. */
export const streamKeysOf = (contract: Pick<Contract, 'kind' | 'owner' | 'partitions'>): string[] =>
  streamsOf(contract).map(streamKey);

/** The Redis stream on which an instance waits for the answers to what it asked. */
export const repliesKeyOf = (instance: string): string => repliesKey(instance);
