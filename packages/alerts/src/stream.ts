import { Readable } from 'node:stream';
import { type Alert, isAfter, type Place } from './alert.js';
import type { Live } from './live.js';
import type { Store } from './store.js';
import { type AlertView, viewOf } from './view.js';

interface Deps {
  readonly store: Pick<Store, 'find' | 'list'>;
  readonly live: Pick<Live, 'join'>;
  readonly retryMs: number;
  /** Alerts that may wait for the client. */
  readonly buffer: number;
}

interface Client {
  readonly userId: string;
  /** The last alert that the client has had, as it says. */
  readonly lastEventId: string | undefined;
  /** Aborted when the stream is to end. */
  readonly signal: AbortSignal;
  /** Cuts off a client that does not read. */
  readonly cut: () => void;
}

/** Alerts read from the database at once, to catch up. */
const batch = 100;
/** Alerts that are remembered as sent, so that what is told late or twice is not sent twice. */
const remembered = 1_000;

/**
 * The alerts of one user as server-sent events (HTML standard, 9.2): first those after the last one that the
 * client has had, then those that are raised. It listens before it catches up, so that none falls between.
 */
export const alertStream = (deps: Deps, client: Client): Readable => {
  const { store, live, retryMs, buffer } = deps;
  const { userId, lastEventId, signal, cut } = client;
  const waiting: Alert[] = [];
  const sent = new Set<string>();
  let newest: Place | undefined;
  let beat = false;
  let ended = false;
  let wake = () => {};

  const end = () => {
    ended = true;
    wake();
  };
  const leave = live.join(userId, {
    hear: (alert) => {
      waiting.push(alert);
      if (waiting.length > buffer) {
        end();
        cut();
      }
      wake();
    },
    beat: () => {
      beat = true;
      wake();
    },
  });

  // What was raised at about the same time elsewhere may be heard after what is newer. It is sent without an
  // id: the client must not resume from there, and have the newer one again.
  const frame = (alert: Alert) => {
    sent.add(alert._id);
    for (const oldest of sent) {
      if (sent.size <= remembered) break;
      sent.delete(oldest);
    }
    if (newest && !isAfter(alert, newest)) return eventOf(viewOf(alert));
    newest = alert;
    return eventOf(viewOf(alert), alert._id);
  };

  async function* frames() {
    try {
      yield `retry: ${retryMs}\n\n`;
      let place = lastEventId === undefined ? null : await store.find(userId, lastEventId);
      newest = place ?? undefined;
      if (place) sent.add(place._id);
      const resumed = newest;
      while (place && !ended) {
        const stretch = { unread: false, from: place, direction: 'before', limit: batch } as const;
        const missed: Alert[] = await store.list(userId, stretch);
        for (const alert of missed) yield frame(alert);
        place = missed.length < batch ? null : (missed.at(-1) ?? null);
      }
      while (!ended) {
        const next = waiting.shift();
        if (next) {
          // What is not newer than where the client resumed was sent on an earlier stream.
          const hadBefore = resumed !== undefined && !isAfter(next, resumed);
          if (!hadBefore && !sent.has(next._id)) yield frame(next);
        } else if (beat) {
          beat = false;
          yield ':\n\n';
        } else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    } finally {
      leave();
    }
  }

  const readable = Readable.from(frames());
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  readable.once('close', () => {
    signal.removeEventListener('abort', end);
    end();
    leave();
  });
  return readable;
};

const eventOf = (view: AlertView, id?: string) =>
  `event: alert\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(view)}\n\n`;
