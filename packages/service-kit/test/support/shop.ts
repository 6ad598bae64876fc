import { startRedis } from '@obey/test-servers';
import type { ExecutionContext } from 'ava';
import {
  defineService,
  type Environment,
  type Parts,
  type Running,
  type StartOptions,
  startService,
} from '../../src/index.js';

/** A running service that consists of these parts, with a Redis of its own. */
export const startShop = async (
  t: ExecutionContext,
  parts: Parts,
  env: Environment = {},
  options: StartOptions = {},
): Promise<Running & { redis: Awaited<ReturnType<typeof startRedis>> }> => {
  const redis = await startRedis(t);
  const shop = defineService({ name: 'shop', config: {}, create: () => parts });
  const running = await startService(
    shop,
    { REDIS_URL: redis.url, DRAIN_SECONDS: '5', ...env },
    { log: 'silent', ...options },
  );
  t.teardown(() => running.stop());
  return { ...running, redis };
};

export interface Seen {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** Sends JSON, or a text as it is, and reads the JSON of the answer. */
export const send = async (
  url: string,
  method: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Seen> => {
  const answer = await fetch(url, {
    method,
    headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === '' ? {} : JSON.parse(text) };
};

/** What a problem is recognised by. */
export const problem = ({ status, headers, body }: Seen): string =>
  `${status} ${headers.get('content-type')} ${body.code}`;

/** Where the bad fields are. */
export const pointers = ({ body: { errors } }: Seen): string[] =>
  Array.isArray(errors) ? errors.map(({ in: part, pointer }) => `${part} ${pointer}`) : [];
