import { createRuntime, type Runtime } from '@obey/choreography';
import { startService } from '@obey/service-kit';
import type { ExecutionContext } from 'ava';
import Type from 'typebox';
import { Value } from 'typebox/value';
import { presence } from '../../src/service.js';

type Test = Pick<ExecutionContext, 'teardown'>;

const Cursor = Type.Union([Type.String(), Type.Null()]);
const Online = Type.Object({
  count: Type.Integer(),
  record: Type.Union([Type.Object({ count: Type.Integer(), at: Type.String() }), Type.Null()]),
  users: Type.Array(Type.Object({ id: Type.String(), nickname: Type.String() })),
  next: Cursor,
  previous: Cursor,
});

export const startPresence = async (t: Test, redis: string) => {
  const running = await startService(presence, { REDIS_URL: redis }, { log: 'silent' });
  t.teardown(() => running.stop());
  return {
    get: (path: string, headers: Record<string, string> = {}, signal?: AbortSignal) =>
      fetch(`${running.url}${path}`, { headers, signal: signal ?? null }),
    online: async (query = '') => {
      const response = await fetch(`${running.url}/presence/online${query}`);
      return Value.Parse(Online, await response.json());
    },
    stop: () => running.stop(),
  };
};

/** Somebody who may say what auth says. */
export const startAuth = async (t: Test, redis: string): Promise<Runtime> => {
  const auth = await createRuntime({ service: 'auth', redis });
  t.teardown(() => auth.stop({ drainMs: 1_000 }));
  return auth;
};
