/** How one service's reaction to one message went, as that service told it last. `_id` is of the message and the service. */
export interface Told {
  readonly _id: string;
  readonly message: string;
  readonly service: string;
  readonly instance: string;
  readonly outcome: 'handled' | 'retried' | 'dead';
  readonly at: Date;
  /** Of the process that told it. */
  readonly attempts: number;
  readonly tookMs: number | null;
  /** From when the message was said until the reaction began. */
  readonly waitedMs: number | null;
  /** Of what it failed by last. */
  readonly code: string | null;
  readonly failedAt: Date | null;
}
