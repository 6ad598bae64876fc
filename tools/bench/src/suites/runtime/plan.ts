import type { ContenderName } from './contender.js';

/** Messages of one round, and those before them that do not count. */
export interface Amount {
  readonly messages: number;
  readonly warmUp: number;
}

/** How much of everything is done. */
export interface Plan {
  readonly rounds: number;
  readonly amount: Amount;
  /** BullMQ is slower to fill; a rate needs no more. */
  readonly bullmqAmount: Amount;
  /** The same for what is measured several times over in one process. */
  readonly standing: number;
  readonly history: { readonly short: number; readonly long: number };
  readonly latencySeconds: number;
  readonly idleMs: number;
}

export const planFor = (quick: boolean): Plan =>
  quick
    ? {
        rounds: 3,
        amount: { messages: 8_000, warmUp: 1_500 },
        bullmqAmount: { messages: 2_000, warmUp: 500 },
        standing: 8_000,
        history: { short: 10_000, long: 1_000_000 },
        latencySeconds: 1,
        idleMs: 1_500,
      }
    : {
        rounds: 5,
        amount: { messages: 50_000, warmUp: 5_000 },
        bullmqAmount: { messages: 20_000, warmUp: 5_000 },
        standing: 50_000,
        history: { short: 10_000, long: 1_000_000 },
        latencySeconds: 10,
        idleMs: 10_000,
      };

export const amountFor = ({ amount, bullmqAmount }: Plan, contender: ContenderName): Amount =>
  contender === 'bullmq' ? bullmqAmount : amount;

/** What a family of cases needs to run. */
export interface Run {
  readonly plan: Plan;
  readonly progress: (text: string) => void;
}
