import { newId } from '@obey/choreography';
import { until } from '@obey/test-servers';
import test from 'ava';
import { startAll } from './support/alerts.js';

test('some are marked read, all until a time, and all of a thread; what came later stays unread', async (t) => {
  const { content, signIn } = await startAll(t);
  const [ada, ben] = [await signIn('Ada'), await signIn('Ben')];
  const [one, other] = [await content.thread(ada.id), await content.thread(ada.id)];
  for (const { threadId, postId } of [one, other, one, other])
    await content.answer(threadId, ben.id, { postId, authorId: ada.id });
  await until('all are there', async () => (await ada.unread()) === 4);
  const { items } = await ada.list();
  const put = async (path: string, body?: object) => (await ada.call('PUT', path, body)).status;
  t.is(await put('/alerts/read', { ids: [items[0]?.id, newId()] }), 204);
  t.is(await ada.unread(), 3);
  t.is(await put('/alerts/read', { until: items[2]?.raisedAt }), 204);
  t.is(await ada.unread(), 1);
  t.is(await put(`/alerts/threads/${items[0]?.threadId}/read`, {}), 204);
  t.is(await ada.unread(), 1);
  t.is(await put(`/alerts/threads/${items[1]?.threadId}/read`, {}), 204);
  t.is(await ada.unread(), 0);
  t.is(await put('/alerts/read', { ids: [items[0]?.id], until: items[0]?.raisedAt }), 422);
  t.is(await put('/alerts/read', { until: 'yesterday' }), 422);
  t.is(await put('/alerts/read', { until: '2016-12-31T23:59:60Z' }), 204, 'a leap second');
});

test('without a body, and without a media type, all are marked read, or all of a thread', async (t) => {
  const { content, first, signIn } = await startAll(t);
  const [ada, ben] = [await signIn('Ada'), await signIn('Ben')];
  const [one, other] = [await content.thread(ada.id), await content.thread(ada.id)];
  for (const { threadId } of [one, other]) await content.reply(threadId, ben.id);
  await until('both are there', async () => (await ada.unread()) === 2);
  const put = async (path: string) => {
    const headers = { authorization: `Bearer ${ada.token}` };
    return (await fetch(`${first.url}${path}`, { method: 'PUT', headers })).status;
  };
  t.is(await put(`/alerts/threads/${one.threadId}/read`), 204);
  t.is(await ada.unread(), 1);
  t.is(await put('/alerts/read'), 204);
  t.is(await ada.unread(), 0);
});

test('counts that are asked for while alerts are raised and read end right', async (t) => {
  const { content, signIn } = await startAll(t);
  const [ada, ben] = [await signIn('Ada'), await signIn('Ben')];
  const { threadId, postId } = await content.thread(ada.id);
  let ended = false;
  const asking = Promise.all(
    [1, 2].map(async () => {
      while (!ended) await ada.unread();
    }),
  );
  for (let n = 1; n <= 20; n++) {
    await content.answer(threadId, ben.id, { postId, authorId: ada.id });
    const [newest] = await until('it is there', async () => {
      const { items } = await ada.list();
      return items.length === n && items;
    });
    if (n % 2 === 0) await ada.call('PUT', `/alerts/${newest?.id}/read`);
    const unread = (await ada.list('?unread=true&limit=100')).items.length;
    await until('the count is that of the list', async () => (await ada.unread()) === unread);
  }
  ended = true;
  await asking;
  t.is(await ada.unread(), 10);
});

test('without Redis the count is derived, and after it, it is right', async (t) => {
  const { content, redis, signIn } = await startAll(t);
  const [ada, ben] = [await signIn('Ada'), await signIn('Ben')];
  const { threadId, postId } = await content.thread(ada.id);
  for (let n = 0; n < 2; n++) await content.answer(threadId, ben.id, { postId, authorId: ada.id });
  await until('both are unread', async () => (await ada.unread()) === 2);
  const [newest] = (await ada.list()).items;
  redis.signal('SIGSTOP');
  t.is((await ada.call('PUT', `/alerts/${newest?.id}/read`)).status, 204);
  t.is(await ada.unread(), 1);
  redis.signal('SIGCONT');
  await until('it is right with Redis too', async () => (await ada.unread()) === 1);
  await until('and stays so', async () => (await ada.unread()) === 1);
});
