import type { ExecutionContext } from 'ava';
import {
  type Contract,
  createRuntime,
  type DeadLetter,
  decode,
  defaultTuning,
  type Message,
  newId,
  type Observation,
  type Row,
  type Transport,
  type Tuning,
} from '../../src/index.js';
import { streamKey, streamsOf } from '../../src/names.js';
import type { Link } from '../../src/transport.js';
import { type Member, quick } from '../shop.js';

/** Where a case is played: streams of its own, empty at its start. */
export interface Place {
  readonly transport: Transport;
  /** The server is killed, and comes back with all that it had acknowledged. */
  restart(): Promise<void>;
  /** The server is away until it is called back. */
  away(): Promise<() => Promise<void>>;
}

/** What every transport must do, as a sentence and its proof. */
export interface Case {
  readonly title: string;
  readonly run: (t: ExecutionContext, place: Place) => Promise<void>;
}

/** Nobody loses a lease here because the machine is slow. */
const calm: Partial<Tuning> = { ...quick, leaseMs: 10_000, marginMs: 2_000, heartbeatTtlMs: 8_000 };

/** A running instance of a service, stopped at the end of the test. */
export const joinAt = async (
  t: ExecutionContext,
  { transport }: Place,
  service: string,
  reactions: readonly Row[] = [],
  tuning: Partial<Tuning> = {},
): Promise<Member> => {
  const seen: Observation[] = [];
  const runtime = await createRuntime({
    service,
    transport,
    observe: (observation) => seen.push(observation),
    tuning: { ...calm, ...tuning },
  });
  t.teardown(() => runtime.stop({ drainMs: 1_000 }));
  await runtime.start(reactions);
  return { runtime, seen };
};

export const linkTo = async (t: ExecutionContext, { transport }: Place): Promise<Link> => {
  const instance = `test-${newId()}`;
  const link = await transport.connect({
    instance,
    tuning: { ...defaultTuning, blockMs: 60_000 },
    observe: () => {},
    onNewServer: () => {},
  });
  t.teardown(link.close);
  return link;
};

/** What stands on the streams of a contract, and how far a group is with it. */
export const lookAt = async (t: ExecutionContext, place: Place) => {
  const link = await linkTo(t, place);
  const onEach = async <T>(contract: Contract, look: (stream: string) => Promise<readonly T[]>) =>
    (await Promise.all(streamsOf(contract).map(streamKey).map(look))).flat();

  return {
    messages: async (contract: Contract): Promise<Message[]> => {
      const entries = await onEach(contract, (stream) => link.groups.after(stream, '0-0', 100_000));
      return entries.map(({ json }) => decode(json ?? ''));
    },
    deadLetters: (contract: Contract, group: string): Promise<DeadLetter[]> =>
      onEach(contract, (stream) => link.letters.list(stream, group, '0-0', 100)),
    /** Entries that the group was not given, or has not acknowledged. */
    unfinished: async (contract: Contract, group: string): Promise<number> =>
      (await onEach(contract, link.keeping.progress))
        .filter((progress) => progress.group === group)
        .reduce((sum, { lag = 0, pending }) => sum + lag + pending, 0),
  };
};

export const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1);

/** The first handlings of a subject's steps rise by one; being handled again is allowed. */
export const inOrder = (steps: readonly number[]): boolean => {
  let highest = 0;
  return steps.every((step) => {
    if (step > highest + 1) return false;
    highest = Math.max(highest, step);
    return true;
  });
};

/** The steps that were handled, by their order. */
export const notebook = () => {
  const steps = new Map<string, number[]>();
  return {
    write: ({ orderId, step }: { readonly orderId: string; readonly step: number }): void => {
      const known = steps.get(orderId);
      if (known) known.push(step);
      else steps.set(orderId, [step]);
    },
    of: (orderId: string): readonly number[] => steps.get(orderId) ?? [],
    /** How many steps were handled, each counted once. */
    distinct: (): number => [...steps.values()].reduce((sum, some) => sum + new Set(some).size, 0),
    all: (): number => [...steps.values()].reduce((sum, some) => sum + some.length, 0),
  };
};
