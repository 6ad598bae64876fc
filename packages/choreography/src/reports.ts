import Type, { type Static } from 'typebox';
import { checkOf } from './contract.js';
import { type Message, newId } from './message.js';
import { reportsKey } from './names.js';
import type { Observation, Observer } from './observe.js';
import type { Context, React } from './reaction.js';
import type { Publishing } from './transport.js';
import { endable, pause } from './waiting.js';

/** How one reaction went, as its service tells it. Of an error only the code is told: its words may quote what it failed on. */
const Outcome = Type.Object({
  /** Of the message. */
  id: Type.String(),
  how: Type.Enum(['handled', 'retried', 'dead']),
  /** Milliseconds since 1970. */
  at: Type.Number(),
  /** Tries so far, of the process that tells it. */
  attempts: Type.Integer(),
  tookMs: Type.Optional(Type.Number()),
  /** From when the message was said until its reaction began. */
  waitedMs: Type.Optional(Type.Number()),
  code: Type.Optional(Type.String()),
});
export type Outcome = Static<typeof Outcome>;

const Data = Type.Object({ service: Type.String(), instance: Type.String(), outcomes: Type.Array(Outcome) });

/** What one instance tells at once of what its reactions did. */
export type Report = Static<typeof Data>;

/** What does something with reports. Made by `onReports`. */
export interface Listening {
  readonly reports: React;
}

/** Of messages that carry reports; no contract has it. */
export const reportType = { type: 'choreography.reported', version: 1 } as const;

const check: (data: unknown) => asserts data is Report = checkOf(reportType.type, Data);

/**
 * Hears how the reactions of every service went, of those that report (`reports: true`). Reports of one instance come in
 * their order, and may come again; those that nobody heard for long, or that were lost with a process, never come.
 */
export const onReports = (react: (report: Report, context: Context) => Promise<void> | void): Listening => ({
  reports: ({ data }, context) => {
    check(data);
    return react(data, context);
  },
});

/** An entry tells of so many at the most, and so many wait to be told; what is more is not told. */
const [mostAtOnce, mostWaiting] = [500, 5_000];
/** What happens in this time is told together. */
const gatherMs = 1_000;

interface ReporterDeps {
  readonly service: string;
  readonly instance: string;
  readonly observe: Observer;
}

/**
 * Tells others how reactions went: what happens in a second is one entry of a short stream of the service. It is told once
 * and not again: a report that is lost is lost, and nothing waits for it.
 */
export const createReporter = ({ service, instance, observe }: ReporterDeps) => {
  const closing = endable();
  let outcomes: Outcome[] = [];
  let types: ReadonlySet<string> = new Set();
  let telling: Promise<void> | undefined;

  const tell = async (publishing: Publishing) => {
    while (outcomes.length > 0) {
      const some = outcomes.splice(0, mostAtOnce);
      const id = newId();
      const data: Report = { service, instance, outcomes: some };
      const time = new Date().toISOString();
      const message: Message = {
        ...reportType,
        id,
        source: service,
        subject: instance,
        time,
        correlationId: id,
        data,
      };
      await publishing.report(reportsKey(service), message);
    }
  };
  const tellAgain = async (publishing: Publishing) => {
    for (let last = false; !last; ) {
      await pause(gatherMs, closing.signal);
      last = closing.signal.aborted;
      await tell(publishing).catch((error: unknown) =>
        observe({ kind: 'trouble', what: 'reporting how reactions went', error }),
      );
    }
  };

  return {
    /** From now on reactions to messages of these types are reported. */
    begin: (publishing: Publishing, reactedTo: Iterable<string>): void => {
      types = new Set(reactedTo);
      telling ??= tellAgain(publishing);
    },
    hear: (observation: Observation): void => {
      const outcome = outcomes.length < mostWaiting ? outcomeOf(observation, types) : undefined;
      if (outcome) outcomes.push(outcome);
    },
    /** Resolves when what was waiting has been told, or could not be. */
    close: async (): Promise<void> => {
      closing.abort();
      await telling;
      outcomes = [];
    },
  };
};

const outcomeOf = (observation: Observation, types: ReadonlySet<string>): Outcome | undefined => {
  const { kind } = observation;
  if (kind !== 'handled' && kind !== 'retried' && kind !== 'dead') return undefined;
  const { message } = observation;
  if (!message || message.replayed || !types.has(message.type)) return undefined;
  const begun = { id: message.id, how: kind, at: Date.now() };
  if (kind === 'retried') return { ...begun, attempts: observation.attempt, code: codeOf(observation.error) };
  if (kind === 'dead') return { ...begun, attempts: observation.attempts, code: codeOf(observation.error) };
  const { attempt, tookMs, waitedMs } = observation;
  return { ...begun, attempts: attempt, tookMs: rounded(tookMs), waitedMs: rounded(waitedMs) };
};

const rounded = (ms: number) => Math.round(ms * 100) / 100;

const codeOf = (error: unknown): string => {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code === 'string' || typeof code === 'number') return String(code).slice(0, 100);
  return error instanceof Error ? error.name : 'Error';
};
