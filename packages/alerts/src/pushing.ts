import type { Person } from '@obey/contracts';
import type { Place } from './alert.js';
import type { Look } from './shown.js';
import type { Store } from './store.js';
import { viewOf } from './view.js';

/** Somebody who is pushed their alerts. */
export interface Listener {
  /** Who it is, with the rights that count for as long as they listen. */
  readonly person: Person;
  /** Where an alert stands, and how it is shown, as JSON. */
  hear(place: Place, shown: string): void;
  /** Time for a sign of life. */
  beat(): void;
  /** Something was raised for them, and could not be looked at. */
  fail(error: unknown): void;
}

/** An alert that was told of: whose it is, and when it was raised, or had grown last, by then. */
export interface Told {
  readonly alertId: string;
  readonly userId: string;
  readonly raisedAt: Date;
}

interface Deps {
  readonly store: { readonly alerts: Pick<Store['alerts'], 'named'> };
  readonly look: Look;
  readonly listenersOf: (userId: string) => Iterable<Listener>;
}

/** Alerts looked at in one go. */
const batch = 500;

/**
 * Pushes alerts that were told of, in that order, as they are and may be seen now: between raising and pushing a thread may
 * have been hidden, or a post deleted. One that has grown since is told of again, and pushed only then.
 */
export const createPushing = ({ store: { alerts }, look, listenersOf }: Deps): ((told: Told) => void) => {
  const waiting: Told[] = [];
  let isPushing = false;

  const push = async (told: readonly Told[]) => {
    const found = await alerts.named(told.map(({ alertId }) => alertId));
    const see = await look([...found.values()]);
    for (const { alertId, userId, raisedAt } of told) {
      const alert = found.get(alertId);
      if (alert === undefined || alert.raisedAt > raisedAt) continue;
      for (const listener of listenersOf(userId)) {
        const shown = see(listener.person, alert);
        if (shown) listener.hear(alert, JSON.stringify(viewOf(shown)));
      }
    }
  };

  // Whoever cannot be told comes again, and is sent what was raised meanwhile.
  const fail = (told: readonly Told[], error: unknown) => {
    for (const { userId } of told) for (const listener of listenersOf(userId)) listener.fail(error);
  };

  const pushAll = async () => {
    isPushing = true;
    while (waiting.length > 0) {
      const told = waiting.splice(0, batch);
      await push(told).catch((error: unknown) => fail(told, error));
    }
    isPushing = false;
  };

  return (told) => {
    waiting.push(told);
    if (!isPushing) void pushAll();
  };
};
