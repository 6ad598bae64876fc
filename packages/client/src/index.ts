export type { components, paths } from '../generated/schema.js';
export { type ClientOptions, createClient, type ForumClient, type StreamPath } from './client.js';
export type { EventOptions, ServerEvent } from './events.js';
export { dataOf, type Fetch, type Http } from './http.js';
export { everyItem } from './paging.js';
export { type FieldFault, ForumProblem, isProblem } from './problem.js';
export { type RetryOptions, Unreachable } from './retrying.js';
export type { Session, SessionOptions } from './session.js';
