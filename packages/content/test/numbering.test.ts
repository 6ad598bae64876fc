import { newId } from '@obey/choreography';
import { until } from '@obey/test-servers';
import test from 'ava';
import { MongoClient } from 'mongodb';
import { insertNumbered } from '../src/numbers.js';
import type { Post } from '../src/store.js';
import { idOf, itemsOf, startForum } from './support/forum.js';

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
  const client = new MongoClient(forum.mongoUrl);
  t.teardown(() => client.close());
  const posts = client.db(forum.database).collection<Post>('posts');
  // As it is when a process dies between a reply and the count of its thread.
  await insertNumbered(posts, threadId, 2, (number) => ({
    _id: newId(),
    version: 1,
    state: 'visible',
    threadId,
    number,
    authorId: ada.userId,
    body: 'Text',
    html: '<p>Text</p>',
    createdAt: new Date(),
  }));
  t.is((await forum.get(`/content/threads/${threadId}`)).body.postCount, 1);
  const reply = await forum.post(`/content/threads/${threadId}/posts`, { as: ada, body: { body: 'Next' } });
  t.is(reply.body.number, 3);
  t.is((await forum.get(`/content/threads/${threadId}`)).body.postCount, 3);
});
