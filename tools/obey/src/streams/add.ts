import { type Contract, encode, type Message } from '@obey/choreography';
import { type Connection, eventField, partitionOf, streamKey } from '@obey/choreography/inspection';

/** Adds a message to the stream of its contract, and resolves with where it stands. It is sent once, and not again. */
export const addMessage = async (
  redis: Connection,
  { kind, owner, partitions }: Contract,
  message: Message,
): Promise<{ readonly stream: string; readonly entry: string }> => {
  const stream = streamKey({ kind, owner, partition: partitionOf(message.subject, partitions) });
  const entry = await redis.call('XADD', stream, '*', eventField, encode(message));
  return { stream, entry: String(entry) };
};
