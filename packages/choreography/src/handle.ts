import type { Contract } from './contract.js';
import { type Entry, mayWork } from './entry.js';
import { ContractBroken, Fatal, LeaseLost } from './errors.js';
import { causedBy, compose, derivedId, type Message } from './message.js';
import { streamFor, streamKey } from './names.js';
import type { Observer } from './observe.js';
import { oneAtATime } from './one-at-a-time.js';
import { isOutage } from './outage.js';
import type { Publisher } from './publish.js';
import type { Context, Reaction } from './reaction.js';
import type { Settle } from './settle.js';
import type { Tuning } from './tuning.js';
import { backOff, pause } from './waiting.js';

/** `handled` is to be acknowledged; `buried` is settled already; `abandoned` is for the partition's next owner. */
export type Outcome = 'handled' | 'buried' | 'abandoned';

export type Answer = { readonly data: unknown } | { readonly error: string };

interface HandlerDeps {
  readonly service: string;
  readonly reactions: ReadonlyMap<string, Reaction>;
  readonly publisher: Publisher;
  readonly settle: Settle;
  readonly tuning: Tuning;
  readonly observe: Observer;
  /** Throws where this service may not say such a message. */
  readonly mayTell: (contract: Contract) => void;
  readonly reply: (request: Message, answer: Answer) => Promise<void>;
}

interface Said {
  readonly stream: string;
  readonly message: Message;
}

/** Brings one entry to its end: its reaction, what that says, retries, the dead letters. Never throws. */
export const createHandler = (deps: HandlerDeps): ((entry: Entry) => Promise<Outcome>) => {
  const { service, reactions, publisher, settle, tuning, observe, mayTell, reply } = deps;
  const alone = oneAtATime();

  const react = async (entry: Entry, message: Message, reaction: Reaction, attempt: number) => {
    const { lease } = entry.partition;
    const said: Said[] = [];
    const tell = (contract: Contract, data: unknown) => {
      mayTell(contract);
      const id = derivedId(message.id, service, said.length);
      const follow = compose(contract, data, { source: service, cause: causedBy(message), id });
      said.push({ stream: streamKey(streamFor(contract, follow.subject)), message: follow });
    };
    const answer = await within(tuning.reactionTimeoutMs, message.type, lease.signal, (signal) => {
      const context: Context = {
        attempt,
        redelivered: entry.deliveries > 0 || attempt > 1,
        fence: lease.epoch,
        sequence: sortable(entry.id),
        signal,
        publish: tell,
        send: tell,
      };
      return reaction.react(message, context);
    });
    return { said, answer };
  };

  // An earlier delivery or try may have said all this, at any time since the entry's own message was said.
  const tellAll = async (entry: Entry, cause: Message, said: readonly Said[], attempt: number) => {
    const again = entry.deliveries > 0 || attempt > 1;
    for (const { stream, message } of said) {
      entry.partition.lease.check();
      await publisher.add(stream, message, again ? { since: new Date(cause.time) } : {});
    }
  };

  const bury = async (entry: Entry, error: unknown, attempts: number): Promise<Outcome> => {
    if (!(await settle.bury(entry, error, attempts))) return 'abandoned';
    const message = 'message' in entry.decoded ? entry.decoded.message : undefined;
    if (message?.replyTo !== undefined) {
      // The entry is settled: who asked may not hear of it, and waits until the time-out.
      await reply(message, { error: error instanceof Error ? error.message : String(error) }).catch(
        (failure: unknown) => observe({ kind: 'trouble', what: `answering ${message.type}`, error: failure }),
      );
    }
    return 'buried';
  };

  const untilSettled = async (entry: Entry, message: Message, reaction: Reaction): Promise<Outcome> => {
    let done: Awaited<ReturnType<typeof react>> | undefined;
    let faults = 0;
    for (let attempt = 1; ; attempt++) {
      if (!mayWork(entry.partition)) return 'abandoned';
      const startedAt = performance.now();
      try {
        done ??= await first(attempt, entry, () => react(entry, message, reaction, attempt));
        await tellAll(entry, message, done.said, attempt);
        if (message.replyTo !== undefined) await reply(message, { data: done.answer });
        const waitedMs = Date.now() - Date.parse(message.time);
        observe({ kind: 'handled', message, tookMs: performance.now() - startedAt, waitedMs });
        return 'handled';
      } catch (error) {
        if (error instanceof LeaseLost || !mayWork(entry.partition)) return 'abandoned';
        const outage = isOutage(error);
        if (!outage) faults += 1;
        if (isFinal(error) || faults >= tuning.attempts) return bury(entry, error, attempt);
        const inMs = backOff(outage ? attempt : faults, tuning.retryBaseMs, tuning.retryMaxMs);
        observe({ kind: 'retried', message, attempt, inMs, outage, error });
        await pause(inMs, entry.partition.ending.signal);
      }
    }
  };

  // An entry that was pending may have killed its process. It is counted before it is begun; once it has
  // been begun in vain by a new owner too, nothing else that is suspect runs beside it.
  const first = async <T>(attempt: number, entry: Entry, work: () => Promise<T>): Promise<T> => {
    if (attempt > 1 || entry.deliveries === 0) return work();
    const counted = async () => {
      if (!(await settle.count(entry, entry.deliveries + 1))) throw new LeaseLost(entry.partition.stream);
      try {
        return await work();
      } finally {
        await settle.count(entry, 1);
      }
    };
    return entry.deliveries === 1 ? counted() : alone(counted);
  };

  return async (entry) => {
    const { partition, decoded, deliveries } = entry;
    if (!mayWork(partition)) return 'abandoned';
    if ('error' in decoded) return bury(entry, decoded.error, 0);
    const { message } = decoded;
    const reaction = reactions.get(message.type);
    if (!reaction || isStale(message)) {
      observe({ kind: 'ignored', type: message.type });
      return 'handled';
    }
    const { version } = reaction.contract;
    if (message.version !== version)
      return bury(
        entry,
        new ContractBroken(message.type, [`version ${message.version} is not ${version}`]),
        0,
      );
    if (deliveries > tuning.deaths)
      return bury(
        entry,
        new Fatal(`The process died ${deliveries} times while ${message.type} was handled`),
        0,
      );
    return untilSettled(entry, message, reaction);
  };
};

const isFinal = (error: unknown) => error instanceof Fatal || error instanceof ContractBroken;

const isStale = ({ deadline }: Message) => deadline !== undefined && Date.parse(deadline) < Date.now();

/** Gives the work a signal that is aborted when its time is over or the lease is lost; rejects at the former. */
const within = async <T>(
  ms: number,
  type: string,
  lost: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const ending = new AbortController();
  const abort = () => ending.abort();
  lost.addEventListener('abort', abort);
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`The reaction to ${type} took longer than ${ms} ms`));
      abort();
    }, ms);
  });
  try {
    return await Promise.race([work(ending.signal), timeout]);
  } finally {
    clearTimeout(timer);
    lost.removeEventListener('abort', abort);
  }
};

/** Entry ids as text that sorts like the order on the stream. */
const sortable = (entryId: string) => {
  const [ms = '', count = ''] = entryId.split('-');
  return `${ms.padStart(15, '0')}-${count.padStart(10, '0')}`;
};
