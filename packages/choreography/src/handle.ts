import { createRun, type Run } from './context.js';
import type { Contract } from './contract.js';
import { type Body, bodyIn, type Entry, mayWork } from './entry.js';
import { ContractBroken, Fatal, LeaseLost } from './errors.js';
import type { Message, Outgoing } from './message.js';
import { isReportsKey } from './names.js';
import type { Observer } from './observe.js';
import { oneAtATime } from './one-at-a-time.js';
import { isOutage } from './outage.js';
import type { React, Reaction, Tap } from './reaction.js';
import { whileReplaying } from './replaying.js';
import { type Listening, reportType } from './reports.js';
import type { Settle } from './settle.js';
import type { Tell } from './tell.js';
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
  /** Takes reports of how reactions went. */
  readonly listening: Listening | undefined;
  /** Takes what no reaction is there for. */
  readonly tap: Tap | undefined;
  readonly limited: (react: React) => Row['work'];
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

/** Brings one entry to its end: its reaction, what that says, retries, the dead letters. */
export const createHandler = (deps: HandlerDeps): ((entry: Entry) => Promise<Outcome> | Outcome) => {
  const { service, tell, groups, settle, tuning, observe, reply, blocked } = deps;
  const alone = oneAtATime();
  const table = new Map<string, Row>(
    [...deps.reactions].map(([type, { contract, react }]) => [
      type,
      { version: contract.version, work: traced(service, contract)(deps.limited(react)) },
    ]),
  );
  if (deps.listening)
    table.set(reportType.type, { version: reportType.version, work: deps.limited(deps.listening.reports) });
  const any: Row | undefined = deps.tap && { version: undefined, work: deps.limited(deps.tap.react) };

  // An earlier delivery or try may have said all this. What an operator put back was first tried long ago.
  const saidSince = ({ deliveries, deliveredAt, onlyFor }: Entry, { time }: Message, attempt: number) => {
    if (onlyFor !== undefined) return { since: new Date(time) };
    return deliveries > 0 || attempt > 1 ? { since: new Date(deliveredAt) } : {};
  };

  const tellAll = async (entry: Entry, cause: Message, said: readonly Outgoing[], attempt: number) => {
    const how = saidSince(entry, cause, attempt);
    for (const outgoing of said) {
      entry.partition.lease.check();
      await tell(outgoing, how);
    }
  };

  const bury = async (
    entry: Entry,
    body: Body,
    error: unknown,
    attempts: number,
    row: Row | undefined,
  ): Promise<Outcome> => {
    if (!(await settle.bury(entry, body, error, attempts))) return 'abandoned';
    const { message } = body;
    if (message?.replyTo !== undefined && row !== any && !message.replayed) {
      // The entry is settled: who asked may not hear of it, and waits until the time-out.
      await reply(message, { error: error instanceof Error ? error.message : String(error) }).catch(
        (failure: unknown) => observe({ kind: 'trouble', what: `answering ${message.type}`, error: failure }),
      );
    }
    return 'buried';
  };

  const untilSettled = async (entry: Entry, body: Body, message: Message, row: Row): Promise<Outcome> => {
    // What followed from a message that is played again was said long ago.
    const { replayed = false } = message;
    const react = replayed ? inReplay(row.work) : row.work;
    const isAsked = message.replyTo !== undefined && row !== any && !replayed;
    let run: Run | undefined;
    let answer: unknown;
    let faults = 0;
    const waitedMs = Date.now() - (timeOf(message) ?? Date.now());
    for (let attempt = 1; ; attempt++) {
      if (!mayWork(entry.partition)) return 'abandoned';
      const startedAt = performance.now();
      try {
        if (!run) {
          const begun = createRun(deps, entry, message, attempt);
          try {
            answer = await (entry.deliveries > 0
              ? counted(entry, async () => react(message, begun))
              : react(message, begun));
            run = begun;
          } finally {
            begun.end();
          }
        }
        if (run.said.length > 0 && !replayed) await tellAll(entry, message, run.said, attempt);
        if (isAsked) await reply(message, { data: answer });
        observe({ kind: 'handled', message, attempt, tookMs: performance.now() - startedAt, waitedMs });
        return 'handled';
      } catch (error) {
        if (error instanceof LeaseLost || !mayWork(entry.partition)) return 'abandoned';
        const outage = isOutage(error);
        if (!outage) faults += 1;
        if (isFinal(error) || faults >= tuning.attempts) return bury(entry, body, error, attempt, row);
        const inMs = backOff(outage ? attempt : faults, tuning.retryBaseMs, tuning.retryMaxMs);
        observe({ kind: 'retried', message, attempt, inMs, outage, error });
        blocked(entry);
        await pause(inMs, entry.partition.ending.signal);
      }
    }
  };

  // An entry that was pending may have killed its process, and is counted before each try. Before the count
  // is full, suspects run beside others; at the last, one at a time, so that only the guilty dies of it.
  const counted = <T>(entry: Entry, work: () => Promise<T>): Promise<T> => {
    const { partition, deliveries } = entry;
    const run = async () => {
      if (!(await settle.count(entry, deliveries + 1))) throw new LeaseLost(partition.stream);
      // Counting took a while: this may be a past owner by now.
      partition.lease.check();
      try {
        return await work();
      } finally {
        await settle.count(entry, 1);
      }
    };
    return deliveries < tuning.deaths ? run() : alone(run);
  };

  // What waited in a blocked lane has kept its id only.
  const bodyAgain = async ({ partition, id }: Entry): Promise<Body | undefined> => {
    for (let attempt = 1; mayWork(partition); attempt++) {
      try {
        const [raw] = await groups.entries(partition.stream, [id]);
        return bodyIn(partition, raw ?? { id, json: undefined });
      } catch (error) {
        observe({ kind: 'trouble', what: `reading ${id} of ${partition.stream} again`, error });
        await pause(backOff(attempt, 20, 1_000), partition.ending.signal);
      }
    }
    return undefined;
  };

  const settleBody = (entry: Entry, body: Body): Promise<Outcome> | Outcome => {
    const { deliveries, onlyFor } = entry;
    const { message } = body;
    // Streams of reports are cut by length, whoever has read them.
    if (body.json === undefined && isReportsKey(entry.partition.stream)) return 'handled';
    if (!message) return bury(entry, body, body.error, 0, undefined);
    const row = onlyFor === undefined || onlyFor === service ? (table.get(message.type) ?? any) : undefined;
    if (!row || (row !== any && isStale(message))) {
      observe({ kind: 'ignored', type: message.type });
      return 'handled';
    }
    if (row !== any && message.version !== row.version) {
      const fault = `version ${message.version} is not ${row.version}`;
      return bury(entry, body, new ContractBroken(message.type, [fault]), 0, row);
    }
    if (deliveries > tuning.deaths) {
      const died = `The process died ${deliveries} times while ${message.type} was handled`;
      return bury(entry, body, new Fatal(died), 0, row);
    }
    return untilSettled(entry, body, message, row);
  };

  const settleAgain = async (entry: Entry): Promise<Outcome> => {
    const body = await bodyAgain(entry);
    return body && mayWork(entry.partition) ? settleBody(entry, body) : 'abandoned';
  };

  return (entry) => {
    if (!mayWork(entry.partition)) return 'abandoned';
    entry.partition.room.begin(entry);
    return entry.body ? settleBody(entry, entry.body) : settleAgain(entry);
  };
};

/** What is done with a message; of one version, or of any. */
interface Row {
  readonly version: number | undefined;
  readonly work: (message: Message, context: Abortable) => unknown;
}

const inReplay =
  (work: Row['work']): Row['work'] =>
  (message, context) =>
    whileReplaying(() => work(message, context));

const isFinal = (error: unknown) => error instanceof Fatal || error instanceof ContractBroken;

/** Undefined where what stands there is no time: anybody may have put it on the stream. */
const timeOf = ({ time }: Message): number | undefined => {
  const ms = Date.parse(time);
  return Number.isNaN(ms) ? undefined : ms;
};

const isStale = ({ deadline }: Message) => deadline !== undefined && Date.parse(deadline) < Date.now();
