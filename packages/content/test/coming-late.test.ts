import { answer, createRuntime, encode, newId, onAny } from '@obey/choreography';
import { AuditGetHistory, AuthUserChanged } from '@obey/contracts';
import { startService } from '@obey/service-kit';
import { connectTo, startMongo, startRedis, until } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { content } from '../src/service.js';
import { issuer, startAuth } from './support/auth.js';

/** Stands in for audit: keeps what is said of users, and gives it back. */
const startArchive = async (t: ExecutionContext, redis: string) => {
  const kept = new Map<string, { id: string; event: string }[]>();
  const runtime = await createRuntime({ service: 'audit', redis });
  t.teardown(() => runtime.stop({ drainMs: 500 }));
  await runtime.start([
    onAny([AuthUserChanged], (message, { stream, sequence }) => {
      if (message.type !== AuthUserChanged.type) return;
      const id = sequence.split('-').map(Number).join('-');
      kept.set(stream, [...(kept.get(stream) ?? []), { id, event: encode(message) }]);
    }),
    answer(AuditGetHistory, ({ data: { stream, after } }) => ({
      entries: after === '0-0' ? (kept.get(stream) ?? []) : [],
    })),
  ]);
  return { count: () => [...kept.values()].flat().length };
};

test('content that starts when the streams were trimmed knows users as one that was always there, and says nothing', async (t) => {
  const redis = await startRedis(t);
  const client = connectTo(t, redis.url);
  const mongo = await startMongo(t, 'content');
  const auth = await startAuth(redis.url);
  t.teardown(auth.stop);
  const archive = await startArchive(t, redis.url);
  const users = Array.from({ length: 12 }, (_, n) => auth.add({ nickname: `user-${n}`, userId: newId() }));
  const renamed = await Promise.all(
    users.map(async (user) =>
      auth.change(await auth.change(user, { nickname: `${user.nickname}-once` }), {
        nickname: `${user.nickname}-twice`,
        rank: 7,
      }),
    ),
  );
  await until('all is in the archive', () => archive.count() === 2 * users.length);
  for (const stream of await client.keys('events:{auth:*')) await client.xtrim(stream, 'MAXLEN', 0);

  const env = {
    ...{ REDIS_URL: redis.url, MONGO_URL: mongo.url, MONGO_DATABASE: mongo.database },
    ...{ TOKEN_ISSUER: issuer, TOKEN_AUDIENCE: issuer, DRAIN_SECONDS: '2' },
  };
  const late = await startService(content, env, { log: 'silent' });
  t.teardown(() => late.stop());
  const operator = auth.add({ permissions: ['replicas.read'] });
  const replicaOf = async (userId: string) => {
    const headers = { Authorization: `Bearer ${await auth.tokenOf(operator)}` };
    const response = await fetch(`${late.url}/content/replicas/${userId}`, { headers });
    const body: unknown = await response.json();
    return { status: response.status, body };
  };
  for (const { userId, nickname } of renamed) {
    await until('the user is known', async () => {
      const { status, body } = await replicaOf(userId);
      return status === 200 && JSON.stringify(body).includes(nickname);
    });
    t.like((await replicaOf(userId)).body, { userId, version: 3, nickname, source: 'told' });
  }
  t.deepEqual(
    auth.asked.filter((id) => id !== operator.userId),
    [],
  );
  for (const pattern of ['events:{content:*', 'commands:*']) {
    const streams = await client.keys(pattern);
    const lengths = await Promise.all(streams.map((stream) => client.xlen(stream)));
    t.true(
      lengths.every((length) => length === 0),
      pattern,
    );
  }
});
