import type { Contract } from './contract.js';
import type { Entry } from './entry.js';
import { causedBy, compose, derivedId, type Message, type Outgoing } from './message.js';
import { streamFor, streamKey } from './names.js';
import type { SayOptions } from './reaction.js';
import type { Abortable } from './time-limit.js';
import { activeTraceparent } from './tracing.js';

interface ContextDeps {
  readonly service: string;
  /** Throws where this service may not say such a message. */
  readonly mayTell: (contract: Contract) => void;
}

/** One run of a reaction: its context, and what it says in it. */
export interface Run {
  readonly context: Abortable;
  readonly said: Outgoing[];
  end(): void;
}

export const createRun = (
  { service, mayTell }: ContextDeps,
  entry: Entry,
  message: Message,
  attempt: number,
): Run => {
  const { lease } = entry.partition;
  const said: Outgoing[] = [];
  let aborting: AbortController | undefined;
  let aborted = false;

  const abort = () => {
    aborted = true;
    aborting?.abort();
  };
  const tell = (contract: Contract, data: unknown, { notBefore }: SayOptions = {}) => {
    mayTell(contract);
    const id = derivedId(message.id, service, said.length);
    const follow = compose(contract, data, {
      source: service,
      cause: causedBy(message),
      traceparent: activeTraceparent(),
      id,
    });
    said.push({
      stream: streamKey(streamFor(contract, follow.subject)),
      message: follow,
      ...(notBefore && { notBefore }),
    });
  };

  return {
    said,
    end: () => {
      if (aborting) lease.signal.removeEventListener('abort', abort);
    },
    context: {
      attempt,
      redelivered: entry.deliveries > 0 || attempt > 1,
      fence: lease.epoch,
      sequence: sortable(entry.id),
      // Most reactions never look at it, and it is not made for them.
      get signal() {
        if (!aborting) {
          aborting = new AbortController();
          if (aborted || lease.signal.aborted) aborting.abort();
          else lease.signal.addEventListener('abort', abort);
        }
        return aborting.signal;
      },
      abort,
      publish: tell,
      send: tell,
    },
  };
};

/** Entry ids as text that sorts like the order on the stream. */
const sortable = (entryId: string) => {
  const [ms = '', count = ''] = entryId.split('-');
  return `${ms.padStart(15, '0')}-${count.padStart(10, '0')}`;
};
