export type { Command, Contract, Kind, Notification, Request } from './contract.js';
export { createRuntime } from './create-runtime.js';
export {
  AskFailed,
  AskTimeout,
  ChoreographyError,
  ContractBroken,
  Fatal,
  LeaseLost,
  Misdeclared,
  NotTheOwner,
  Outage,
  PublishUnknown,
  Stopping,
  Undecodable,
} from './errors.js';
export {
  type Cause,
  causedBy,
  compose,
  decode,
  derivedId,
  encode,
  type Message,
  newId,
  type Outgoing,
} from './message.js';
export type { Observation, Observer } from './observe.js';
export { isOutage } from './outage.js';
export type { Outbox, OutboxField } from './outbox.js';
export { answer, type Context, on, type Reaction, type Say } from './reaction.js';
export type { Runtime, RuntimeOptions } from './runtime.js';
export type { Instance } from './topology.js';
export { defaultTuning, type Tuning } from './tuning.js';
