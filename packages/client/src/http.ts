import type { Client, MaybeOptionalInit } from 'openapi-fetch';
import type { paths } from '../generated/schema.js';
import { ForumProblem } from './problem.js';

/** The forum's API by path and method, typed by its OpenAPI document: https://openapi-ts.dev/openapi-fetch. */
export type Http = Client<paths>;

/** What a call of this path takes: `{ params: { path, query, header }, body, headers, signal }`, as far as it has them. */
export type Init<Path extends keyof paths, Method extends keyof paths[Path]> = MaybeOptionalInit<
  paths[Path],
  Method
>;

interface Answer<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** The body of an answer; undefined where there is none. Throws a `ForumProblem` where the forum has refused. */
export const dataOf = async <T>(call: Promise<Answer<T>>): Promise<T> => {
  const answer = await call;
  if (isGood(answer)) return answer.data;
  throw new ForumProblem(answer.response, answer.error);
};

const isGood = <T>(answer: Answer<T>): answer is Answer<T> & { readonly data: T } => answer.response.ok;

/**
 * One request, one answer: what the steps between a call and the network are made of. The signal goes beside the request,
 * since in Node 20 a copy of a request may forget, with garbage collection, the signal that it was made with.
 */
export type Fetch = (request: Request, init: { readonly signal: AbortSignal }) => Promise<Response>;

/** The first step: passes on that a call is to end, and holds its request for as long. */
export const rooted =
  (fetch: Fetch) =>
  async (request: Request): Promise<Response> => {
    const ended = new AbortController();
    const end = () => ended.abort(request.signal.reason);
    request.signal.addEventListener('abort', end, { once: true });
    if (request.signal.aborted) end();
    const answer = await fetch(request, { signal: ended.signal });
    request.signal.throwIfAborted();
    return answer;
  };
