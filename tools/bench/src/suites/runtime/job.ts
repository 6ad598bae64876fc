import { type Static, Type } from 'typebox';

const Name = Type.Union([
  Type.Literal('raw'),
  Type.Literal('ours'),
  Type.Literal('bullmq'),
  Type.Literal('moleculer'),
]);
const TopicShape = Type.Object({ owner: Type.String(), partitions: Type.Integer() });

/** What one worker process is started for. It warms up on topics of their own before it says that it is ready. */
export const Job = Type.Object({
  contender: Name,
  url: Type.String(),
  topics: Type.Array(TopicShape, { minItems: 1 }),
  /** Messages to warm up with. For a consumer, they wait on the topic `warm-up`. */
  warmUp: Type.Integer({ minimum: 0 }),
  role: Type.Union([Type.Literal('publish'), Type.Literal('consume')]),
  /** Consumers only: hands over partitions at once. */
  nimble: Type.Boolean(),
});
export type Job = Static<typeof Job>;

/**
 * What a worker is told to do; it answers each in turn with numbers.
 * - `singly`, `together`: publishes `count` messages; [milliseconds], or none where there is no such call.
 * - `pace`: publishes `count` messages at `perSecond`, open loop; [].
 * - `start`: begins to consume; [when it was told to, in milliseconds since 1970].
 * - `latencies`: of what was heard since the last time, from when it was due; milliseconds.
 * - `held`: [partitions owned].
 * - `idle`: [% of a core used over `ms` milliseconds, MiB of resident memory at their end].
 */
export const Order = Type.Union([
  Type.Object({
    do: Type.Union([Type.Literal('singly'), Type.Literal('together')]),
    count: Type.Integer({ minimum: 1 }),
  }),
  Type.Object({ do: Type.Literal('pace'), count: Type.Integer(), perSecond: Type.Number() }),
  Type.Object({ do: Type.Literal('start') }),
  Type.Object({ do: Type.Literal('latencies') }),
  Type.Object({ do: Type.Literal('held') }),
  Type.Object({ do: Type.Literal('idle'), ms: Type.Number() }),
]);
export type Order = Static<typeof Order>;

export const Answer = Type.Union([
  Type.Object({ values: Type.Array(Type.Number()) }),
  Type.Object({ failed: Type.String() }),
]);
export type Answer = Static<typeof Answer>;

/** The topic on which consumers warm up. */
export const warmUpTopic = { owner: 'warm-up', partitions: 8 };
