import { isDeepStrictEqual } from 'node:util';
import { createRuntime, newId } from '@obey/choreography';
import { AuthUserSignedUp } from '@obey/contracts';
import { startService } from '@obey/service-kit';
import { startRedis, until } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { sampleService } from '../src/service.js';

const start = async (t: ExecutionContext, redisUrl: string) => {
  const env = { REDIS_URL: redisUrl, LATEST: '1' };
  const service = await startService(sampleService, env, { log: 'silent' });
  t.teardown(() => service.stop());
  const users = async (): Promise<unknown> => (await fetch(`${service.url}/sample/users`)).json();
  return { stop: () => service.stop(), users };
};

test('who signs up is counted once, also when the service was away meanwhile', async (t) => {
  const redis = await startRedis(t);
  const auth = await createRuntime({ service: 'auth', redis: redis.url });
  t.teardown(() => auth.stop({ drainMs: 1_000 }));
  const service = await start(t, redis.url);
  const [first, second] = [newId(), newId()];
  await auth.publish(AuthUserSignedUp, { userId: first, nickname: 'Ada' });
  await until('the first is counted', async () =>
    isDeepStrictEqual(await service.users(), { count: 1, latest: [first] }),
  );
  await service.stop();
  await auth.publish(AuthUserSignedUp, { userId: first, nickname: 'Ada' });
  await auth.publish(AuthUserSignedUp, { userId: second, nickname: 'Ben' });
  const again = await start(t, redis.url);
  const both = { count: 2, latest: [second] };
  await until('both are counted', async () => isDeepStrictEqual(await again.users(), both));
  t.deepEqual(await again.users(), both);
});
