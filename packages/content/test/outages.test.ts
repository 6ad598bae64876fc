import { until } from '@obey/test-servers';
import test from 'ava';
import { idOf, itemsOf, startForum } from './support/forum.js';

test('with auth away, all is read, known users write, and unknown ones are asked to come again', async (t) => {
  const forum = await startForum(t);
  const [ada, ben] = [forum.auth.add(), forum.auth.add({ nickname: 'ben', permissions: ['threads.lock'] })];
  const threadId = await forum.newThread(ada);
  await forum.auth.stop();
  const path = `/content/threads/${threadId}/posts`;
  t.is((await forum.post(path, { as: ada, body: { body: 'Still here' } })).status, 201);
  t.is((await forum.get('/content/categories')).status, 200);
  t.like(itemsOf(await forum.get(path))[1], { body: 'Still here', author: { nickname: 'ada' } });
  for (const refused of [
    await forum.post(path, { as: ben, body: { body: 'Let me in' } }),
    await forum.call('PUT', `/content/threads/${threadId}/lock`, { as: ben, body: {} }),
  ]) {
    t.is(refused.status, 503);
    t.is(refused.body.code, 'content.user-unknown');
    t.regex(refused.headers.get('Retry-After') ?? '', /^\d+$/);
  }
  t.is(itemsOf(await forum.get(path)).length, 2);
});

test('a reply written while Redis is away is stored, and told once when it is back', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const threadId = await forum.newThread(ada);
  await until('the thread is told', async () => (await forum.told()).length === 1);
  await forum.redis.kill();
  const path = `/content/threads/${threadId}/posts`;
  const reply = await forum.post(path, { as: ada, body: { body: 'Into the dark' } });
  t.is(reply.status, 201);
  t.is(itemsOf(await forum.get(path)).length, 2);
  await forum.redis.restart();
  await until('the reply is told', async () => (await forum.told('content.thread.replied')).length > 0);
  const told = await forum.told('content.thread.replied');
  t.is(told.length, 1);
  t.like(told[0], { data: { postId: idOf(reply), excerpt: 'Into the dark' } });
});
