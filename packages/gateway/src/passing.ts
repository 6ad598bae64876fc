import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Dispatcher } from 'undici';
import type { AnswerHeaders } from './answer-headers.js';
import type { Client } from './clients.js';
import type { Target } from './targets.js';

/** A request that is passed on to a service, and what is known of it. */
export interface Passing {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: Dispatcher.HttpMethod;
  readonly target: Target;
  readonly client: Client;
  readonly correlationId: string;
  /** What the gateway says in its answer. */
  readonly headers: AnswerHeaders;
  /** The instance that it went to last. */
  instance?: string;
}

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Whether requests of this method are passed on. */
export const isPassedOn = (method: string | undefined): method is Dispatcher.HttpMethod =>
  method !== undefined && methods.has(method);
