import type { Runtime } from '@obey/choreography';
import { AlertsAlertRaised } from '@obey/contracts';
import { refuse } from '@obey/service-kit';
import type { Place } from './alert.js';
import { createHeartbeats } from './heartbeats.js';
import type { AlertView } from './view.js';

export interface Listener {
  /** Where an alert stands, and how it is shown, as JSON. */
  hear(place: Place, shown: string): void;
  /** Time for a sign of life. */
  beat(): void;
}

/** Alerts as they are raised, by whichever instance. */
export interface Live {
  /**
   * Hears the alerts of one user from now on, until the function it returns is called. Refuses who has too many
   * streams open already (429), and everybody when this instance is full (503).
   */
  join(userId: string, listener: Listener): () => void;
  close(): void;
}

interface Deps {
  readonly runtime: Pick<Runtime, 'follow'>;
  readonly heartbeatMs: number;
  /** Streams of one user, and of all, on this instance. */
  readonly perUser: number;
  readonly inAll: number;
}

/** One subscription to the stream and one timer, for all clients of this instance. */
export const createLive = ({ runtime, heartbeatMs, perUser, inAll }: Deps): Live => {
  const listeners = new Map<string, Set<Listener>>();
  const heartbeats = createHeartbeats(heartbeatMs);
  let count = 0;

  const following = runtime.follow(AlertsAlertRaised).subscribe(({ data }) => {
    const ofUser = listeners.get(data.userId);
    if (ofUser === undefined) return;
    const { alertId: id, userId: _, ...told } = data;
    const view: AlertView = { id, ...told, read: false };
    const place = { _id: id, raisedAt: new Date(told.raisedAt) };
    const shown = JSON.stringify(view);
    for (const listener of ofUser) listener.hear(place, shown);
  });

  return {
    join: (userId, listener) => {
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
