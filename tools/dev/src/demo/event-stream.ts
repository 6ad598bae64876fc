import type { ForumClient, ServerEvent, StreamPath } from '@obey/client';

/** An event, and when it was heard, by performance.now(). */
export type HeardEvent<Path extends StreamPath> = ServerEvent<Path> & { readonly heardAt: number };

export interface EventStream<Path extends StreamPath> {
  /** What was heard so far. */
  readonly events: readonly HeardEvent<Path>[];
  /** How often it was opened again after it had ended. */
  reopened(): number;
  close(): Promise<void>;
}

/** Follows a stream and resolves when it is open. Throws if it is refused. */
export const openEventStream = async <Path extends StreamPath>(
  forum: ForumClient,
  path: Path,
): Promise<EventStream<Path>> => {
  const aborter = new AbortController();
  const events: HeardEvent<Path>[] = [];
  let opened = 0;
  let following: Promise<void> | undefined;
  await new Promise<void>((resolve, reject) => {
    const onOpen = () => {
      opened += 1;
      resolve();
    };
    const follow = async () => {
      for await (const event of forum.events(path, { signal: aborter.signal, onOpen }))
        events.push({ ...event, heardAt: performance.now() });
    };
    following = follow();
    following.catch(reject);
  });
  return {
    events,
    reopened: () => opened - 1,
    async close() {
      aborter.abort();
      await following;
    },
  };
};
