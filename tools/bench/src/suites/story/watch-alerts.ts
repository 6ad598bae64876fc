import { setTimeout as pause } from 'node:timers/promises';
import type { ForumClient } from '@obey/client';
import { alertsOf, openEventStream, waitFor } from '@obey/dev';

/** Milliseconds from a reply's 201 until its alert was seen; 0 if it was seen before the 201 was. */
export interface Sighting {
  readonly listed: number;
  readonly pushed: number;
}

export interface AlertWatch {
  /** Resolves when the alert about a post was both listed and pushed. Throws if that takes longer than 30 s. */
  sighting(postId: string, answeredAt: number): Promise<Sighting>;
  stop(): Promise<void>;
}

/** Watches the alerts of one user: on the live stream, and by asking for the list every `pollMs` while an alert is awaited. */
export const watchAlerts = async (forum: ForumClient, pollMs: number): Promise<AlertWatch> => {
  const listedAt = new Map<string, number>();
  const pushedAt = new Map<string, number>();
  const stream = await openEventStream(forum, '/alerts/stream');
  let read = 0;
  const readStream = () => {
    for (; read < stream.events.length; read++) {
      const event = stream.events[read];
      const { postIds = [] } = event?.data ?? {};
      for (const postId of postIds) if (event && !pushedAt.has(postId)) pushedAt.set(postId, event.heardAt);
    }
  };

  const awaited = new Set<string>();
  let stopped = false;
  const poll = async () => {
    while (!stopped) {
      const askedAt = performance.now();
      const alerts = awaited.size > 0 ? await alertsOf(forum, Math.min(awaited.size + 10, 100)) : [];
      const seenAt = performance.now();
      for (const postId of alerts.flatMap(({ postIds = [] }) => postIds)) {
        if (listedAt.has(postId)) continue;
        listedAt.set(postId, seenAt);
        awaited.delete(postId);
      }
      await pause(Math.max(0, askedAt + pollMs - performance.now()));
    }
  };
  const polling = poll();
  // Awaited by stop; until then a failure must not count as one that nobody handles.
  polling.catch(() => {});

  return {
    sighting: (postId, answeredAt) => {
      if (!listedAt.has(postId)) awaited.add(postId);
      return waitFor(
        `the alert about post ${postId}`,
        () => {
          readStream();
          const [listed, pushed] = [listedAt.get(postId), pushedAt.get(postId)];
          if (listed === undefined || pushed === undefined) return undefined;
          return { listed: Math.max(0, listed - answeredAt), pushed: Math.max(0, pushed - answeredAt) };
        },
        { withinMs: 30_000, everyMs: 50 },
      );
    },
    async stop() {
      stopped = true;
      await polling;
      await stream.close();
    },
  };
};
