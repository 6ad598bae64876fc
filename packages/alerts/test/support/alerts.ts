import { decode, type Message } from '@obey/choreography';
import type { User } from '@obey/contracts';
import { startService } from '@obey/service-kit';
import { startMongo, startRedis } from '@obey/test-servers';
import type { ExecutionContext } from 'ava';
import { Redis } from 'ioredis';
import Type from 'typebox';
import { Value } from 'typebox/value';
import { PreferencesView } from '../../src/preferences.js';
import { alerts } from '../../src/service.js';
import { AlertView } from '../../src/view.js';
import { startAuth, tokenEnv } from './auth.js';
import { startContent } from './content.js';

type Test = Pick<ExecutionContext, 'teardown'>;

const Page = Type.Object({
  items: Type.Array(AlertView),
  next: Type.Union([Type.String(), Type.Null()]),
  previous: Type.Union([Type.String(), Type.Null()]),
});
const Count = Type.Object({ count: Type.Integer() });

/** One instance of alerts, and what a user sees of it. */
export const startAlerts = async (t: Test, env: Record<string, string>) => {
  const running = await startService(alerts, env, { log: 'silent' });
  t.teardown(() => running.stop());
  return {
    url: running.url,
    stop: () => running.stop(),
    /** Calls as the holder of a token. */
    as: (token: string) => {
      const call = (method: string, path: string, body?: object, headers: Record<string, string> = {}) =>
        fetch(`${running.url}${path}`, {
          method,
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
          ...(body && { body: JSON.stringify(body) }),
        });
      const get = async (path: string): Promise<unknown> => (await call('GET', path)).json();
      return {
        call,
        stream: (signal: AbortSignal, headers: Record<string, string>) =>
          fetch(`${running.url}/alerts/stream`, {
            headers: { authorization: `Bearer ${token}`, ...headers },
            signal,
          }),
        list: async (query = '') => Value.Parse(Page, await get(`/alerts${query}`)),
        preferences: async () => Value.Parse(PreferencesView, await get('/alerts/preferences')),
        prefer: (chosen: object, headers?: Record<string, string>) =>
          call('PUT', '/alerts/preferences', chosen, headers),
        unread: async () => Value.Parse(Count, await get('/alerts/unread-count')).count,
      };
    },
  };
};

/** Redis, MongoDB, auth, content, and one instance of alerts. */
export const startAll = async (t: Test, settings: Record<string, string> = {}) => {
  const redis = await startRedis(t);
  const mongo = await startMongo(t, 'alerts');
  const env = {
    REDIS_URL: redis.url,
    MONGO_URL: mongo.url,
    MONGO_DATABASE: mongo.database,
    SITE_URL: 'https://forum.example',
    ALERTS_SECRET: 'a secret of more than thirty-two characters',
    STREAM_HEARTBEAT: '100ms',
    ...tokenEnv,
    ...settings,
  };
  const auth = await startAuth(t, redis.url);
  const content = await startContent(t, redis.url);
  const first = await startAlerts(t, env);
  const reader = new Redis(redis.url);
  t.teardown(() => reader.disconnect());
  const read = async (pattern: string): Promise<Message[]> => {
    const keys = await reader.keys(pattern);
    const streams = await Promise.all(keys.sort().map((key) => reader.xrange(key, '-', '+')));
    return streams.flat().map(([, fields]) => decode(fields[1] ?? ''));
  };
  const signIn = async (nickname: string, rights: Partial<User> = {}) => {
    const { userId: id } = auth.user(nickname, rights);
    const token = await auth.token(id);
    return { id, token, ...first.as(token) };
  };
  return {
    env,
    redis,
    reader,
    auth,
    content,
    first,
    signIn,
    /** What alerts has raised, and the mails it has asked for, on all partitions. */
    raised: () => read('events:{alerts:*}'),
    mails: () => read('commands:{mailing:*}'),
  };
};
