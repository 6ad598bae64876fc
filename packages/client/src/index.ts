export type { ProblemCode } from '../generated/names.js';
export type { components, paths } from '../generated/schema.js';
export { type ClientOptions, createClient, type ForumClient, type Schemas } from './client.js';
export type { EventOptions, ServerEvent, StreamPath } from './events.js';
export { dataOf, type Fetch, type Http } from './http.js';
export { everyItem, type Place } from './paging.js';
export { type FieldFault, ForumProblem, isProblem } from './problem.js';
export { type RetryOptions, Unreachable } from './retrying.js';
export type { Session, SessionOptions } from './session.js';
