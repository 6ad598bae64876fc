import type { Person } from '@obey/contracts';
import type { Line, Push, Writer } from '@obey/service-kit';
import { isAfter, type Place } from './alert.js';
import type { Live } from './live.js';
import type { Listener } from './pushing.js';
import type { Shown } from './shown.js';
import type { Store } from './store.js';
import { viewOf } from './view.js';

interface Deps {
  readonly store: { readonly alerts: Pick<Store['alerts'], 'list'> };
  readonly shown: Shown;
  readonly live: Pick<Live, 'join'>;
  readonly retryMs: number;
  /** Alerts that may wait for the client. */
  readonly buffer: number;
}

interface Client {
  readonly person: Person;
  /** The id of the last event that the client has had, as it says. */
  readonly lastEventId: string | undefined;
  /** Hears why a client could not be sent what is theirs. */
  readonly onTrouble: (error: unknown) => void;
}

interface Heard {
  readonly place: Place;
  readonly shown: string;
}

/** Alerts read from the database at once, to catch up. */
const batch = 100;
/** Alerts that are remembered as sent, so that what is told late or twice is not sent twice. */
const remembered = 64;
/** Signs of life that a client may leave unread. */
const patience = 4;

/**
 * The alerts of one user as server-sent events (HTML standard, 9.2): first those after the last one that the
 * client has had, then those that are raised. It listens before it catches up, so that none falls between. The
 * id of an event is the place of its alert, and not the alert's id: one that grew meanwhile is sent again.
 */
export const alertStream =
  (deps: Deps, client: Client): Push =>
  (line) => {
    const stream = new AlertStream(deps, client, line);
    stream.begin();
    return stream;
  };

// A class, since there is one for each client, and nearly all of them are idle: what only a busy one needs is
// made when it is needed.
class AlertStream implements Listener, Writer {
  readonly #deps: Deps;
  readonly #client: Client;
  readonly #line: Line;
  readonly #leave: () => void;
  readonly #resumed: Place | undefined;
  #newest: Place | undefined;
  /** What must wait, while the client catches up or does not read; else undefined. */
  #waiting: Heard[] | undefined;
  #sent: Map<string, number> | undefined;
  #catchingUp = false;
  #unread = 0;
  #open = true;
  #wake: (() => void) | undefined;

  constructor(deps: Deps, client: Client, line: Line) {
    this.#deps = deps;
    this.#client = client;
    this.#line = line;
    this.#resumed = placeOf(client.lastEventId);
    this.#newest = this.#resumed;
    this.#leave = deps.live.join(this);
  }

  begin(): void {
    this.#line.write(`retry: ${this.#deps.retryMs}\n\n`);
    if (this.#resumed === undefined) return;
    this.#waiting = [];
    this.#catchingUp = true;
    this.#catchUp(this.#resumed).catch((error: unknown) => this.fail(error));
  }

  get person(): Person {
    return this.#client.person;
  }

  fail(error: unknown): void {
    this.#client.onTrouble(error);
    this.#line.cut();
  }

  hear(place: Place, shown: string): void {
    if (this.#waiting === undefined) {
      if (!this.#send(place, shown)) this.#waiting = [];
      return;
    }
    this.#waiting.push({ place, shown });
    if (this.#waiting.length > this.#deps.buffer) this.#line.cut();
  }

  beat(): void {
    if (this.#unread > patience) this.#line.cut();
    else if (this.#unread > 0) this.#unread += 1;
    else if (!this.#write(':\n\n')) this.#waiting ??= [];
  }

  drained(): void {
    this.#unread = 0;
    this.#wake?.();
    if (this.#catchingUp) return;
    while (this.#open && this.#unread === 0) {
      const next = this.#waiting?.shift();
      if (next === undefined) {
        this.#waiting = undefined;
        return;
      }
      this.#send(next.place, next.shown);
    }
  }

  closed(): void {
    this.#open = false;
    this.#waiting = undefined;
    this.#leave();
    this.#wake?.();
  }

  async #catchUp(from: Place): Promise<void> {
    const { store, shown } = this.#deps;
    const { person } = this.#client;
    let place: Place | undefined = from;
    while (place && this.#open) {
      const stretch = { unread: false, from: place, direction: 'before', limit: batch } as const;
      const missed = await store.alerts.list(person.userId, stretch);
      for (const alert of await shown(person, missed)) {
        if (!this.#open) return;
        if (!this.#send(alert, JSON.stringify(viewOf(alert)))) await this.#untilDrained();
      }
      place = missed.length < batch ? undefined : missed.at(-1);
    }
    this.#catchingUp = false;
    if (this.#unread === 0) this.drained();
  }

  #untilDrained(): Promise<void> {
    if (!this.#open || this.#unread === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** False where the client does not read, and what comes next has to wait. */
  #send(place: Place, shown: string): boolean {
    if (this.#newest && !isAfter(place, this.#newest)) {
      // What was raised at about the same time elsewhere may be heard after what is newer. It is sent without an
      // id: the client must not resume from there, and have the newer one again.
      return this.#wasSent(place) || this.#write(eventOf(shown));
    }
    this.#newest = { _id: place._id, raisedAt: place.raisedAt };
    this.#remember(place);
    return this.#write(eventOf(shown, place));
  }

  #wasSent(place: Place): boolean {
    // What is not newer than where the client resumed was sent on an earlier stream.
    if (this.#resumed && !isAfter(place, this.#resumed)) return true;
    if ((this.#sent?.get(place._id) ?? 0) >= place.raisedAt.getTime()) return true;
    this.#remember(place);
    return false;
  }

  #remember({ _id, raisedAt }: Place): void {
    this.#sent ??= new Map();
    this.#sent.delete(_id);
    this.#sent.set(_id, raisedAt.getTime());
    for (const oldest of this.#sent.keys()) {
      if (this.#sent.size <= remembered) break;
      this.#sent.delete(oldest);
    }
  }

  #write(text: string): boolean {
    const taken = this.#line.write(text);
    if (!taken) this.#unread = 1;
    return taken;
  }
}

const eventOf = (shown: string, place?: Place) =>
  `event: alert\n${place === undefined ? '' : `id: ${eventIdOf(place)}\n`}data: ${shown}\n\n`;

const eventIdOf = ({ _id, raisedAt }: Place) => `${raisedAt.getTime()}.${_id}`;

/** Undefined where it is no id of ours: then the stream begins with what is raised now. */
const placeOf = (eventId = ''): Place | undefined => {
  const [, at, _id] = /^(\d{1,15})\.([0-9a-f-]{36})$/.exec(eventId) ?? [];
  return at === undefined || _id === undefined ? undefined : { _id, raisedAt: new Date(Number(at)) };
};
