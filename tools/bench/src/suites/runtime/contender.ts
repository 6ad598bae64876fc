import type { Redis } from 'ioredis';
import type { Post, Topic } from './workload.js';

export type ContenderName = 'raw' | 'ours' | 'bullmq' | 'moleculer';

export interface Publisher {
  /** One call for each message, side by side. */
  singly(posts: readonly Post[]): Promise<void>;
  /** All by the call that is made for many. */
  together(posts: readonly Post[]): Promise<void>;
}

export interface Consumer {
  /** From here on the clock runs. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Partitions that it owns now; 0 where nobody owns any. */
  held(): number;
}

export interface ConsumerOptions {
  readonly url: string;
  readonly group: string;
  readonly topics: readonly Topic[];
  /** Hands over partitions at once, not only to members of half a minute. */
  readonly nimble: boolean;
  readonly heard: (post: Post) => void;
}

/** One way to do the work. `fill` and `drained` are called from outside the measured process. */
export interface Contender {
  /** Puts a backlog there. Its entries appear at once. */
  fill(redis: Redis, topic: Topic, count: number): Promise<void>;
  /** Whether all has been handled and acknowledged. */
  drained(redis: Redis, topic: Topic): Promise<boolean>;
  openPublisher(url: string, topic: Topic): Promise<Publisher>;
  openConsumer(options: ConsumerOptions): Promise<Consumer>;
}
