import { newId } from '@obey/choreography';
import { until } from '@obey/test-servers';
import test from 'ava';
import { startAll } from './support/alerts.js';

test('alerts are listed newest first, in pages, and can be narrowed to the unread', async (t) => {
  const { content, signIn } = await startAll(t);
  const [ada, ben] = [await signIn('Ada'), await signIn('Ben')];
  const { threadId, postId } = await content.thread(ada.id);
  const posts: string[] = [];
  for (let n = 0; n < 5; n++)
    posts.push((await content.answer(threadId, ben.id, { postId, authorId: ada.id })).data.postId);
  await until('all are there', async () => (await ada.list()).items.length === 5);
  const first = await ada.list('?limit=2');
  t.deepEqual(
    first.items.map(({ postId }) => postId),
    [posts[4], posts[3]],
  );
  const second = await ada.list(`?limit=2&cursor=${first.next}`);
  t.deepEqual(
    second.items.map(({ postId }) => postId),
    [posts[2], posts[1]],
  );
  const third = await ada.list(`?limit=2&cursor=${second.next}`);
  t.deepEqual(
    third.items.map(({ postId }) => postId),
    [posts[0]],
  );
  t.is(third.next, null);
  const id = first.items[0]?.id ?? '';
  t.is((await ada.call('PUT', `/alerts/${id}/read`)).status, 204);
  t.deepEqual(
    (await ada.list('?unread=true')).items.map(({ postId }) => postId),
    posts.slice(0, 4).reverse(),
  );
  t.deepEqual(
    (await ada.list('?limit=1')).items.map(({ read }) => read),
    [true],
  );
  t.is((await ada.call('GET', '/alerts?limit=101')).status, 422);
  t.is((await ada.call('GET', '/alerts?cursor=nonsense')).status, 422);
});

test('the unread are counted; reading one, twice, and all is right after each', async (t) => {
  const { content, signIn } = await startAll(t);
  const [ada, ben] = [await signIn('Ada'), await signIn('Ben')];
  const { threadId, postId } = await content.thread(ada.id);
  t.is(await ada.unread(), 0);
  for (let n = 0; n < 3; n++) await content.answer(threadId, ben.id, { postId, authorId: ada.id });
  await until('three are unread', async () => (await ada.unread()) === 3);
  const id = (await ada.list()).items[0]?.id ?? '';
  for (let n = 0; n < 2; n++) t.is((await ada.call('PUT', `/alerts/${id}/read`)).status, 204);
  t.is(await ada.unread(), 2);
  t.is(await ben.unread(), 0);
  t.is((await ada.call('PUT', '/alerts/read', {})).status, 204);
  t.is(await ada.unread(), 0);
  t.true((await ada.list()).items.every(({ read }) => read));
});

test('an alert of somebody else is not there', async (t) => {
  const { content, signIn } = await startAll(t);
  const [ada, ben] = [await signIn('Ada'), await signIn('Ben')];
  const { threadId } = await content.thread(ada.id);
  await content.reply(threadId, ben.id);
  await until('Ada is alerted', async () => (await ada.list()).items.length === 1);
  const id = (await ada.list()).items[0]?.id ?? '';
  const others = await ben.call('PUT', `/alerts/${id}/read`);
  const nobodys = await ben.call('PUT', `/alerts/${newId()}/read`);
  t.is(others.status, 404);
  t.is(nobodys.status, 404);
  t.like(await others.json(), { code: 'alerts.no-such-alert' });
  t.is((await ben.call('PUT', '/alerts/read', {})).status, 204);
  t.is(await ada.unread(), 1);
});

test('without a token nothing is shown', async (t) => {
  const { first } = await startAll(t);
  const nobody = first.as('nonsense');
  for (const path of ['/alerts', '/alerts/unread-count', '/alerts/stream'])
    t.is((await nobody.call('GET', path)).status, 401, path);
  for (const path of ['/alerts/read', `/alerts/${newId()}/read`])
    t.is((await nobody.call('PUT', path)).status, 401, path);
});
