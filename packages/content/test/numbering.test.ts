import { newId } from '@obey/choreography';
import { until } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { insertNumbered } from '../src/numbers.js';
import type { Post } from '../src/store.js';
import { databaseOf } from './support/filling.js';
import { type Forum, idOf, itemsOf, startForum } from './support/forum.js';

const upTo = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

test('40 replies at once are numbered without gaps, and each is told once', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const threadId = await forum.newThread(ada);
  const path = `/content/threads/${threadId}/posts`;
  const replies = await Promise.all(
    upTo(1, 40).map((index) => forum.post(path, { as: ada, body: { body: `Reply ${index}` } })),
  );
  t.deepEqual(new Set(replies.map(({ status }) => status)), new Set([201]));
  const numbers = replies.map(({ body }) => Number(body.number)).sort((a, b) => a - b);
  t.deepEqual(numbers, upTo(2, 41));
  t.is((await forum.get(`/content/threads/${threadId}`)).body.postCount, 41);
  const listed = itemsOf(await forum.get(`${path}?limit=100`));
  t.deepEqual(
    listed.map(({ number }) => number),
    upTo(1, 41),
  );

  const told = () => forum.told('content.thread.replied');
  await until('all replies are told', async () => (await told()).length >= 40);
  const ids = (await told()).map(({ data }) => String(Reflect.get(Object(data), 'postId')));
  t.deepEqual(ids.sort(), replies.map(idOf).sort());
});

test('who waits for their turn in one instance is given the number after the one before', async (t) => {
  const posts = await openPosts(t, await startForum(t));
  const tried: number[] = [];
  const threadId = newId();
  const insert = () =>
    insertNumbered(posts, threadId, 1, (number) => {
      tried.push(number);
      return postOf(threadId, newId(), number);
    });
  await Promise.all(upTo(1, 30).map(insert));
  t.deepEqual(tried, upTo(1, 30));
});

test('two instances share the numbers of a thread', async (t) => {
  const forum = await startForum(t);
  const other = await forum.startAnother();
  const ada = forum.auth.add();
  const path = `/content/threads/${await forum.newThread(ada)}/posts`;
  const replies = await Promise.all(
    upTo(1, 20).flatMap(() => [
      forum.post(path, { as: ada, body: { body: 'Here' } }),
      other.post(path, { as: ada, body: { body: 'There' } }),
    ]),
  );
  const numbers = replies.map(({ body }) => Number(body.number)).sort((a, b) => a - b);
  t.deepEqual(numbers, upTo(2, 41));
});

test('a count that a crash left behind costs no number and no post', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const threadId = await forum.newThread(ada);
  const posts = await openPosts(t, forum);
  // As it is when a process dies between a reply and the count of its thread.
  await insertNumbered(posts, threadId, 2, (number) => postOf(threadId, ada.userId, number));
  t.is((await forum.get(`/content/threads/${threadId}`)).body.postCount, 1);
  const reply = await forum.post(`/content/threads/${threadId}/posts`, { as: ada, body: { body: 'Next' } });
  t.is(reply.body.number, 3);
  t.is((await forum.get(`/content/threads/${threadId}`)).body.postCount, 3);
});

const openPosts = async (t: ExecutionContext, forum: Forum) =>
  (await databaseOf(t, forum)).collection<Post>('posts');

const postOf = (threadId: string, authorId: string, number: number): Post => ({
  _id: newId(),
  version: 1,
  state: 'visible',
  threadId,
  number,
  authorId,
  body: 'Text',
  html: '<p>Text</p>',
  createdAt: new Date(),
});
