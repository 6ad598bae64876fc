import type { Runtime } from '@obey/choreography';
import { AlertsAlertRaised } from '@obey/contracts';
import { refuse } from '@obey/service-kit';
import { createHeartbeats } from './heartbeats.js';
import { createPushing, type Listener } from './pushing.js';
import type { Look } from './shown.js';
import type { Store } from './store.js';

/** Alerts as they are raised, by whichever instance. */
export interface Live {
  /**
   * Lets this one hear their alerts from now on, until the function it returns is called. Refuses who has too many
   * streams open already (429), and everybody when this instance is full (503).
   */
  join(listener: Listener): () => void;
  close(): void;
}

interface Deps {
  readonly runtime: Pick<Runtime, 'follow'>;
  readonly store: { readonly alerts: Pick<Store['alerts'], 'named'> };
  readonly look: Look;
  readonly heartbeatMs: number;
  /** Streams of one user, and of all, on this instance. */
  readonly perUser: number;
  readonly inAll: number;
}

/** One subscription to the stream and one timer, for all clients of this instance. */
export const createLive = ({ runtime, store, look, heartbeatMs, perUser, inAll }: Deps): Live => {
  const listeners = new Map<string, Set<Listener>>();
  const heartbeats = createHeartbeats(heartbeatMs);
  let count = 0;

  const push = createPushing({ store, look, listenersOf: (userId) => listeners.get(userId) ?? [] });
  const following = runtime.follow(AlertsAlertRaised).subscribe(({ data: { alertId, userId, raisedAt } }) => {
    if (listeners.has(userId)) push({ alertId, userId, raisedAt: new Date(raisedAt) });
  });

  return {
    join: (listener) => {
      const { userId } = listener.person;
      const ofUser = listeners.get(userId) ?? new Set();
      if (ofUser.size >= perUser) return refuseMore(perUser);
      if (count >= inAll) return refuseAll();
      listeners.set(userId, ofUser.add(listener));
      count += 1;
      const still = heartbeats.add(listener);
      return () => {
        if (!ofUser.delete(listener)) return;
        count -= 1;
        still();
        if (ofUser.size === 0 && listeners.get(userId) === ofUser) listeners.delete(userId);
      };
    },
    close: () => {
      following.unsubscribe();
      heartbeats.close();
    },
  };
};

const refuseMore = (perUser: number) =>
  refuse('too-many', 'alerts.too-many-streams', `You have ${perUser} streams open here; close one`, {
    retryAfterSeconds: 30,
  });

const refuseAll = () =>
  refuse('unavailable', 'alerts.streams-full', 'This instance has no room for another stream; try again', {
    retryAfterSeconds: 5,
  });
