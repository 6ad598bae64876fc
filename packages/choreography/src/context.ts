import type { Contract } from './contract.js';
import type { Entry } from './entry.js';
import { causedBy, compose, derivedId, type Message, type Outgoing } from './message.js';
import { streamKeyFor } from './names.js';
import type { SayOptions } from './reaction.js';
import type { Abortable } from './time-limit.js';
import { activeTraceparent } from './tracing.js';

interface ContextDeps {
  readonly service: string;
  /** Throws where this service may not say such a message. */
  readonly mayTell: (contract: Contract) => void;
}

/** One run of a reaction: its context, and what it says in it. */
export interface Run extends Abortable {
  readonly said: readonly Outgoing[];
  /** Nothing of it listens any more. */
  end(): void;
}

const nothing: readonly Outgoing[] = [];

// A class, since one is made for every message, and of most nothing but `attempt` is ever looked at.
class ReactionRun implements Run {
  readonly attempt: number;
  readonly #deps: ContextDeps;
  readonly #entry: Entry;
  readonly #message: Message;
  #said: Outgoing[] | undefined;
  #aborting: AbortController | undefined;
  #aborted = false;

  constructor(deps: ContextDeps, entry: Entry, message: Message, attempt: number) {
    this.#deps = deps;
    this.#entry = entry;
    this.#message = message;
    this.attempt = attempt;
  }

  get said() {
    return this.#said ?? nothing;
  }

  get redelivered() {
    const { deliveries, onlyFor } = this.#entry;
    return deliveries > 0 || onlyFor !== undefined || this.attempt > 1;
  }

  get replayed() {
    return this.#message.replayed === true;
  }

  get fence() {
    return this.#entry.partition.lease.epoch;
  }

  get stream() {
    return this.#entry.partition.stream;
  }

  get sequence() {
    return sortable(this.#entry.id);
  }

  get signal() {
    if (!this.#aborting) {
      const { signal } = this.#entry.partition.lease;
      this.#aborting = new AbortController();
      if (this.#aborted || signal.aborted) this.#aborting.abort();
      else signal.addEventListener('abort', this.abort);
    }
    return this.#aborting.signal;
  }

  // Reactions take these out of their context, and call them without it.
  get check() {
    return () => {
      this.#entry.partition.lease.check();
      this.signal.throwIfAborted();
    };
  }

  get publish() {
    return this.#tell;
  }

  get send() {
    return this.#tell;
  }

  get #tell() {
    return (contract: Contract, data: unknown, { notBefore }: SayOptions = {}) => {
      const { service, mayTell } = this.#deps;
      mayTell(contract);
      this.#said ??= [];
      const message = compose(contract, data, {
        source: service,
        cause: causedBy(this.#message),
        traceparent: activeTraceparent(),
        id: derivedId(this.#message.id, service, this.#said.length),
      });
      const stream = streamKeyFor(contract, message.subject);
      this.#said.push({ stream, message, ...(notBefore && { notBefore }) });
    };
  }

  get abort() {
    this.#abort ??= () => {
      this.#aborted = true;
      this.#aborting?.abort();
    };
    return this.#abort;
  }
  #abort: (() => void) | undefined;

  end() {
    if (this.#aborting) this.#entry.partition.lease.signal.removeEventListener('abort', this.abort);
  }
}

export const createRun = (deps: ContextDeps, entry: Entry, message: Message, attempt: number): Run =>
  new ReactionRun(deps, entry, message, attempt);

/** Entry ids as text that sorts like the order on the stream. */
const sortable = (entryId: string) => {
  const [ms = '', count = ''] = entryId.split('-');
  return `${ms.padStart(15, '0')}-${count.padStart(10, '0')}`;
};
