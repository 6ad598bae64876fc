import { once } from 'node:events';
import { openConnection } from '@obey/choreography/inspection';
import { startRedisCluster } from '@obey/test-servers';
import test from 'ava';
import { loadDay } from './support/forum-day.js';
import { run, runJson } from './support/run.js';

test('a Cluster, given by some of its nodes, is looked at like one server', async (t) => {
  const cluster = await startRedisCluster(t);
  await cluster.healthy();
  const client = openConnection(cluster.urls, { name: 'test', timeoutMs: 10_000, observe: () => {} });
  t.teardown(() => client.disconnect());
  if (client.status !== 'ready') await once(client, 'ready');
  await loadDay(client);
  const url = cluster.urls.slice(0, 2).join(',');

  const streams = await runJson(url, ['streams']);
  t.is(streams.length, 10);
  const auth = streams.find(({ stream }: { stream: string }) => stream === 'events:auth');
  t.true(auth.length > 0);
  const groups = await runJson(url, ['groups', 'mailing']);
  t.like(groups[0], { group: 'mailing', pending: 1, dead: 1 });
  const [reply] = await runJson(url, ['tail', '@start:end', '--type', 'content.post.replied']);
  t.is((await runJson(url, ['trace', reply.correlationId])).messages, 5);
  t.is((await runJson(url, ['show', reply.id])).entry, reply.entry);
  t.is((await runJson(url, ['tail', 'auth', '--exit-at-end', '-n', '2'])).length, 2);
});

test('a Cluster that is away is one line', async (t) => {
  const { code, stderr } = await run('redis://127.0.0.1:1,redis://127.0.0.1:2', ['streams']);
  t.is(code, 1);
  t.regex(stderr, /^obey: The Redis Cluster at 127\.0\.0\.1:1, 127\.0\.0\.1:2 cannot be reached .*\n$/);
});
