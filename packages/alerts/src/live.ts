import type { Runtime } from '@obey/choreography';
import { AlertsAlertRaised } from '@obey/contracts';
import type { Alert } from './alert.js';

export interface Listener {
  hear(alert: Alert): void;
  /** Time for a sign of life. */
  beat(): void;
}

/** Alerts as they are raised, by whichever instance. */
export interface Live {
  /** Hears the alerts of one user from now on, until the function it returns is called. */
  join(userId: string, listener: Listener): () => void;
  close(): void;
}

/** One subscription to the stream and one timer, for all clients of this instance. */
export const createLive = ({
  runtime,
  heartbeatMs,
}: {
  readonly runtime: Pick<Runtime, 'follow'>;
  readonly heartbeatMs: number;
}): Live => {
  const listeners = new Map<string, Set<Listener>>();

  const following = runtime.follow(AlertsAlertRaised).subscribe(({ data }) => {
    const { alertId: _id, raisedAt, ...rest } = data;
    const alert = { _id, ...rest, raisedAt: new Date(raisedAt), read: false };
    for (const listener of listeners.get(data.userId) ?? []) listener.hear(alert);
  });
  const beating = setInterval(() => {
    for (const ofUser of listeners.values()) for (const listener of ofUser) listener.beat();
  }, heartbeatMs);
  beating.unref();

  return {
    join: (userId, listener) => {
      const ofUser = listeners.get(userId) ?? new Set();
      listeners.set(userId, ofUser.add(listener));
      return () => {
        ofUser.delete(listener);
        if (ofUser.size === 0 && listeners.get(userId) === ofUser) listeners.delete(userId);
      };
    },
    close: () => {
      following.unsubscribe();
      clearInterval(beating);
    },
  };
};
