import { createRun } from './context.js';
import type { Contract } from './contract.js';
import { type Body, bodyOf, type Entry, mayWork } from './entry.js';
import { ContractBroken, Fatal, LeaseLost } from './errors.js';
import type { Message, Outgoing } from './message.js';
import type { Observer } from './observe.js';
import { oneAtATime } from './one-at-a-time.js';
import { isOutage } from './outage.js';
import type { Tell } from './outbox.js';
import type { React, Reaction } from './reaction.js';
import type { Settle } from './settle.js';
import type { Abortable } from './time-limit.js';
import { traced } from './tracing.js';
import type { Groups } from './transport.js';
import type { Tuning } from './tuning.js';
import { backOff, pause } from './waiting.js';

/** `handled` is to be acknowledged; `buried` is settled already; `abandoned` is for the partition's next owner. */
export type Outcome = 'handled' | 'buried' | 'abandoned';

export type Answer = { readonly data: unknown } | { readonly error: string };

interface HandlerDeps {
  readonly service: string;
  readonly reactions: ReadonlyMap<string, Reaction>;
  readonly limited: (react: React) => (message: Message, context: Abortable) => Promise<unknown>;
  readonly tell: Tell;
  readonly groups: Groups;
  readonly settle: Settle;
  readonly tuning: Tuning;
  readonly observe: Observer;
  /** Throws where this service may not say such a message. */
  readonly mayTell: (contract: Contract) => void;
  readonly reply: (request: Message, answer: Answer) => Promise<void>;
  /** The first of a lane has failed, and those behind it wait; or it goes on. */
  readonly blocked: (entry: Entry) => void;
}

interface Done {
  readonly said: readonly Outgoing[];
  readonly answer: unknown;
}

/** Brings one entry to its end: its reaction, what that says, retries, the dead letters. */
export const createHandler = (deps: HandlerDeps): ((entry: Entry) => Promise<Outcome>) => {
  const { service, tell, groups, settle, tuning, observe, reply, blocked } = deps;
  const alone = oneAtATime();
  const table = new Map(
    [...deps.reactions].map(([type, { contract, react }]) => [
      type,
      { version: contract.version, react: traced(service, contract)(deps.limited(react)) },
    ]),
  );

  const react = async (
    entry: Entry,
    message: Message,
    attempt: number,
    work: (message: Message, context: Abortable) => Promise<unknown>,
  ): Promise<Done> => {
    const run = createRun(deps, entry, message, attempt);
    try {
      return { answer: await work(message, run.context), said: run.said };
    } finally {
      run.end();
    }
  };

  // An earlier delivery or try may have said all this, at any time since the entry's own message was said.
  const tellAll = async (entry: Entry, cause: Message, said: readonly Outgoing[], attempt: number) => {
    const again = entry.deliveries > 0 || attempt > 1 || entry.onlyFor !== undefined;
    for (const outgoing of said) {
      entry.partition.lease.check();
      await tell(outgoing, again ? { since: new Date(cause.time) } : {});
    }
  };

  const bury = async (entry: Entry, body: Body, error: unknown, attempts: number): Promise<Outcome> => {
    if (!(await settle.bury(entry, body, error, attempts))) return 'abandoned';
    const message = 'message' in body.decoded ? body.decoded.message : undefined;
    if (message?.replyTo !== undefined) {
      // The entry is settled: who asked may not hear of it, and waits until the time-out.
      await reply(message, { error: error instanceof Error ? error.message : String(error) }).catch(
        (failure: unknown) => observe({ kind: 'trouble', what: `answering ${message.type}`, error: failure }),
      );
    }
    return 'buried';
  };

  const untilSettled = async (
    entry: Entry,
    body: Body,
    message: Message,
    work: (message: Message, context: Abortable) => Promise<unknown>,
  ): Promise<Outcome> => {
    let done: Done | undefined;
    let faults = 0;
    const waitedMs = Date.now() - Date.parse(message.time);
    for (let attempt = 1; ; attempt++) {
      if (!mayWork(entry.partition)) return 'abandoned';
      const startedAt = performance.now();
      try {
        done ??= await first(attempt, entry, () => react(entry, message, attempt, work));
        if (done.said.length > 0) await tellAll(entry, message, done.said, attempt);
        if (message.replyTo !== undefined) await reply(message, { data: done.answer });
        observe({ kind: 'handled', message, tookMs: performance.now() - startedAt, waitedMs });
        return 'handled';
      } catch (error) {
        if (error instanceof LeaseLost || !mayWork(entry.partition)) return 'abandoned';
        const outage = isOutage(error);
        if (!outage) faults += 1;
        if (isFinal(error) || faults >= tuning.attempts) return bury(entry, body, error, attempt);
        const inMs = backOff(outage ? attempt : faults, tuning.retryBaseMs, tuning.retryMaxMs);
        observe({ kind: 'retried', message, attempt, inMs, outage, error });
        blocked(entry);
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

  // What waited in a blocked lane has kept its id only.
  const bodyAgain = async ({ partition, id }: Entry): Promise<Body | undefined> => {
    for (let attempt = 1; mayWork(partition); attempt++) {
      try {
        const [raw] = await groups.entries(partition.stream, [id]);
        return bodyOf(raw ?? { id, json: undefined });
      } catch (error) {
        observe({ kind: 'trouble', what: `reading ${id} of ${partition.stream} again`, error });
        await pause(backOff(attempt, 20, 1_000), partition.ending.signal);
      }
    }
    return undefined;
  };

  return async (entry) => {
    const { partition, deliveries, onlyFor } = entry;
    if (!mayWork(partition)) return 'abandoned';
    entry.begun = true;
    entry.unpark();
    entry.body ??= await bodyAgain(entry);
    const { body } = entry;
    if (!body || !mayWork(partition)) return 'abandoned';
    if ('error' in body.decoded) return bury(entry, body, body.decoded.error, 0);
    const { message } = body.decoded;
    const reaction = onlyFor === undefined || onlyFor === service ? table.get(message.type) : undefined;
    if (!reaction || isStale(message)) {
      observe({ kind: 'ignored', type: message.type });
      return 'handled';
    }
    if (message.version !== reaction.version) {
      const fault = `version ${message.version} is not ${reaction.version}`;
      return bury(entry, body, new ContractBroken(message.type, [fault]), 0);
    }
    if (deliveries > tuning.deaths) {
      const died = `The process died ${deliveries} times while ${message.type} was handled`;
      return bury(entry, body, new Fatal(died), 0);
    }
    return untilSettled(entry, body, message, reaction.react);
  };
};

const isFinal = (error: unknown) => error instanceof Fatal || error instanceof ContractBroken;

const isStale = ({ deadline }: Message) => deadline !== undefined && Date.parse(deadline) < Date.now();
