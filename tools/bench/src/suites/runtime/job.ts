import type { ContenderName } from './contender.js';
import type { Topic } from './workload.js';

/** What one worker process is started for. It is connected before it says that it is ready. */
export interface Job {
  readonly contender: ContenderName;
  readonly url: string;
  readonly topics: readonly Topic[];
  /** Publishers only: messages before each measurement that do not count. */
  readonly warmUp: number;
  readonly role: 'publish' | 'consume';
  /** Consumers only: hands over partitions at once. */
  readonly nimble: boolean;
}

/** What a worker is told to do; it answers each in turn, with numbers. */
export type Order =
  /** Publishes so many; [milliseconds]. */
  | { readonly do: 'singly' | 'together'; readonly count: number }
  /** Publishes so many at a rate, open loop; []. */
  | { readonly do: 'pace'; readonly count: number; readonly perSecond: number }
  /** Consumes what waits on the topic `warm-up`; []. */
  | { readonly do: 'warm' }
  /** Begins to consume; [when it was told to, in milliseconds since 1970]. */
  | { readonly do: 'start' }
  /** Of what was heard since the last time, from when it was due; milliseconds. */
  | { readonly do: 'latencies' }
  /** [partitions owned]. */
  | { readonly do: 'held' }
  /** Does nothing for so long; [% of a core used, MiB of resident memory at the end]. */
  | { readonly do: 'idle'; readonly ms: number };

export type Answer = { readonly values: readonly number[] } | { readonly failed: string };

/** The topic on which consumers warm up. */
export const warmUpTopic: Topic = { owner: 'warm-up', partitions: 8 };
