import type { Notification } from '@obey/choreography';
import Type from 'typebox';
import { fnv1a } from './random.js';

const Step = Type.Object({ orderId: Type.String(), step: Type.Integer() });

const declared = (owner: string, name: string, type: string): Notification<typeof Step> => ({
  name,
  kind: 'notification',
  owner,
  type,
  version: 1,
  partitions: 8,
  subject: 'orderId',
  answer: undefined,
  data: Step,
});

export const ShopOrderPlaced = declared('shop', 'ShopOrderPlaced', 'shop.order.placed');
export const DepotOrderLoaded = declared('depot', 'DepotOrderLoaded', 'depot.order.loaded');

/** What the tortured service says of each message that it has handled. */
export const StockOrderPacked = declared('stock', 'StockOrderPacked', 'stock.order.packed');

/** The service whose workers are tortured; its consumer group has the same name. */
export const tortured = 'stock';

/** What the publisher says: a service and a contract for each of the two streams. */
export const said = [ShopOrderPlaced, DepotOrderLoaded] as const;

export const subjectsPerStream = 64;

const streamKey = (owner: string, partition: number) => `events:{${owner}:${partition}}`;

/** The keys of the partitions of a contract's stream. */
export const streamsOf = ({ owner, partitions }: Notification): string[] =>
  Array.from({ length: partitions }, (_, partition) => streamKey(owner, partition));

/** The partition on which a subject's messages of this contract stand. */
export const streamFor = ({ owner, partitions }: Notification, subject: string): string =>
  streamKey(owner, fnv1a(subject) % partitions);
