export type { Access } from './access.js';
export { type AddressList, addressList, networkOf, plainAddress } from './addresses.js';
export type { Answer, AnswerHeader, AnswerSchema, Answers } from './answer.js';
export {
  type BooleanOptions,
  boolean,
  type ConfigOf,
  type ConfigTable,
  type DurationOptions,
  duration,
  type IntegerOptions,
  integer,
  type SecretOptions,
  type Setting,
  secret,
  type TextOptions,
  text,
  type UrlOptions,
  url,
} from './config.js';
export { timeoutOf } from './deadlines.js';
export type { Refuses } from './documented.js';
export { eventStream, type ServerSentEvent } from './event-stream.js';
export type { VoidedBy } from './guard.js';
export { checkVersion, type IfMatch, versionTag } from './if-match.js';
export {
  type ImportOutcome,
  importedId,
  pastTime,
  type RecordReading,
  recordDigest,
  recordReader,
  SourceId,
  type SourcePlace,
  sourceKey,
} from './importing.js';
export { instantOf } from './instants.js';
export { createKeys, type Keys } from './keys.js';
export { openApi } from './openapi.js';
export type { BaseConfig } from './own-config.js';
export {
  type Page,
  PageOf,
  PageQuery,
  type Place,
  page,
  type Searched,
  type Stretch,
  searchedPage,
} from './paging.js';
export { type Problem, type ProblemAnswer, problemOf } from './problem.js';
export type { Line, Push, Writer } from './push.js';
export { ConfigFaulty, type Environment, readConfig, SettingFaulty } from './read-config.js';
export { type FieldFault, Refusal, type RefusalExtra, type RefusalKind, refuse } from './refusal.js';
export { type AnswerOf, type Method, type Request, type Route, type RouteOptions, route } from './route.js';
export { run } from './run.js';
export {
  defineService,
  type Kit,
  type Parts,
  type Service,
  type TokenChecks,
  type TokenSource,
} from './service.js';
export { type Running, type StartOptions, startService } from './start.js';
export { createTokenCheck, type TokenCheck } from './tokens.js';
export { causeOf } from './trace.js';
export type { Rights, User } from './user.js';
export { createVoidedMemory, type Verdict, type Voided } from './voided.js';
