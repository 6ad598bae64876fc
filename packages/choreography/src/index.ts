export { repliesKeyOf, streamKeysOf } from './addresses.js';
export { decode, encode } from './cloud-event.js';
export {
  type Command,
  type Contract,
  checkOf,
  type Kind,
  type Notification,
  type Request,
} from './contract.js';
export { createRuntime } from './create-runtime.js';
export { asideOfDeadline, beforeChange, type Deadline, timeLeft, withDeadline } from './deadline.js';
export {
  AskFailed,
  AskTimeout,
  ChoreographyError,
  ContractBroken,
  DeadlineOver,
  Evicting,
  Fatal,
  LeaseLost,
  Misdeclared,
  NoSuchLetter,
  NotDeclared,
  NotRebuildable,
  NotTheOwner,
  Outage,
  Owned,
  PublishUnknown,
  ReactionTimeout,
  Replaying,
  Stopping,
  Undecodable,
  Unreachable,
} from './errors.js';
export type { FollowOptions } from './follow.js';
export { type MemoryTransport, memoryTransport } from './memory/memory-transport.js';
export type { Place } from './mending.js';
export {
  type Cause,
  causedBy,
  compose,
  derivedId,
  type Message,
  newId,
  type Outgoing,
} from './message.js';
export { observeInto, watchBacklog } from './metrics.js';
export { all, type Observation, type Observer } from './observe.js';
export { type Effect, ifOlder, type Once, type OnceOptions, onceIn } from './once.js';
export { type Fate, type LetterId, type Operator, openOperator, type Standing } from './operator.js';
export { isOutage } from './outage.js';
export type { Outbox, OutboxOptions } from './outbox.js';
export type { OutboxField } from './outbox-field.js';
export {
  answer,
  type Context,
  on,
  onAny,
  type Reaction,
  type Say,
  type SayOptions,
  type Tap,
} from './reaction.js';
export type { Row } from './reactions.js';
export type { History, HistoryQuery } from './rebuild.js';
export { redisTransport } from './redis/redis-transport.js';
export { rehearse } from './rehearsal/rehearse.js';
export {
  type Arrival,
  type Drill,
  drills,
  type RehearsalOptions,
  type Said,
  type Stage,
} from './rehearsal/stage.js';
export { type Listening, type Outcome, onReports, type Report } from './reports.js';
export type { Retention } from './retention.js';
export type { Runtime, RuntimeOptions, TellOptions } from './runtime.js';
export type { Declared, Instance, ServiceDescription } from './topology.js';
export type { DeadLetter, Progress, Transport } from './transport.js';
export { defaultTuning, type Tuning } from './tuning.js';
