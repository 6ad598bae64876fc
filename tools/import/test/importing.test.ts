import { writeFile } from 'node:fs/promises';
import { until } from '@obey/test-servers';
import test from 'ava';
import { forumRecords, forumText } from '../src/index.js';
import { call, itemsOf, small, startPlace, startServices } from './support/forum.js';

test('what was imported is read over HTTP, with the names of its authors', async (t) => {
  const place = await startPlace(t);
  const { added, refused } = await place.import(await place.fileOf(small));
  t.deepEqual([added, refused], [7, 0]);
  const { content } = await startServices(t, place);

  const [category] = itemsOf(await call(`${content}/content/categories`));
  t.is(category?.title, 'All');
  const [section] = itemsOf(await call(`${content}/content/categories/${category?.id}/sections`));
  t.is(section?.title, 'Tea');
  const threads = `${content}/content/sections/${section?.id}/threads`;
  const named = await until('the name of the author is known', async () => {
    const [thread] = itemsOf(await call(threads));
    return JSON.stringify(thread?.author).includes('"Ann"') && thread;
  });
  t.like(named, {
    title: 'Green or black?',
    slug: 'green-or-black',
    postCount: 3,
    createdAt: '2020-06-01T00:00:00.000Z',
    lastActivityAt: '2020-06-03T00:00:00.000Z',
  });
  const posts = itemsOf(await call(`${content}/content/threads/${named.id}/posts`));
  t.deepEqual(
    posts.map(({ number }) => number),
    [1, 2, 3],
  );
  t.is(posts[0]?.id, named.openingPostId);
  t.is(posts[1]?.replyTo, posts[0]?.id);
  t.is(posts[1]?.body, '@Ann Black.\n\n<script>alert(1)</script>');
});

test('texts are stored as those that are written here: sanitised, with mentions by user id', async (t) => {
  const place = await startPlace(t);
  await place.import(await place.fileOf(small));
  const ann = await place.authDb.collection<{ _id: string }>('users').findOne({ nickname: 'Ann' });
  const [, reply] = await place.contentDb.collection('posts').find().sort({ number: 1 }).toArray();
  t.true(reply?.body.startsWith(`@[${ann?._id}] Black.`));
  t.regex(reply?.html, new RegExp(`<a class="mention" data-user-id="${ann?._id}"></a> Black`));
  t.false(reply?.html.includes('<script'));
  t.deepEqual(reply?.mentioned, [ann?._id]);
});

test('somebody who was imported signs in by the old hash, and has a new one then', async (t) => {
  const place = await startPlace(t);
  await place.import(await place.fileOf(small));
  const { auth } = await startServices(t, place);
  const given = { email: 'ann@example.org', password: 'häns & grete' };
  const wrong = await call(`${auth}/auth/sign-in`, { ...given, password: 'something else' });
  t.is(wrong.status, 401);
  const right = await call(`${auth}/auth/sign-in`, given);
  t.is(right.status, 200);
  const users = place.authDb.collection('users');
  t.regex((await users.findOne({ nickname: 'Ann' }))?.passwordHash, /^\$argon2id\$/);
  t.is((await call(`${auth}/auth/sign-in`, given)).status, 200);
  const without = await call(`${auth}/auth/sign-in`, { email: 'ben@example.org', password: '' });
  t.not(without.status, 200);
});

test('who was banned cannot sign in, and what was deleted is not shown', async (t) => {
  const place = await startPlace(t);
  const by = { at: '2021-01-01T00:00:00Z', by: '2' };
  const changed = small.map((line) => {
    if (line.kind === 'user' && line.id === '1') return { ...line, ban: { ...by, reason: 'spam' } };
    return line.id === '11' ? { ...line, deleted: by } : line;
  });
  const { added, bad } = await place.import(await place.fileOf([...changed.slice(0, 2), ...changed]));
  t.deepEqual(
    bad.map(({ number, code }) => [number, code]),
    [[1, 'import.out-of-order']],
  );
  t.is(added, 7);
  const { auth, content } = await startServices(t, place);
  const refused = await call(`${auth}/auth/sign-in`, { email: 'ann@example.org', password: 'häns & grete' });
  t.like(refused, { status: 403, code: 'auth.banned' });
  const [thread] = itemsOf(await call(`${content}/content/threads`));
  const posts = itemsOf(await call(`${content}/content/threads/${thread?.id}/posts`));
  t.is(posts.length, 3);
  t.notRegex(JSON.stringify(posts[1]), /Black/);
});

test('each user is told of once, and nothing else is', async (t) => {
  const place = await startPlace(t);
  const path = await place.fileOf(small);
  await place.import(path);
  await place.import(path);
  const said = await place.said();
  t.deepEqual(
    said.map(({ type }) => type),
    ['auth.user.changed', 'auth.user.changed'],
  );
});

test('a second run finds everything, and changes nothing', async (t) => {
  const place = await startPlace(t);
  const path = await place.fileOf(small);
  await place.import(path);
  const all = async () => {
    const of = (name: string) => place.contentDb.collection(name).find().sort({ _id: 1 }).toArray();
    return [
      await place.authDb
        .collection('users')
        .find({}, { projection: { outbox: 0 } })
        .toArray(),
      ...(await Promise.all(['categories', 'sections', 'threads', 'posts', 'imports'].map(of))),
    ];
  };
  const before = await all();
  const { added, present, refused } = await place.import(path);
  t.deepEqual([added, present, refused], [0, 7, 0]);
  t.deepEqual(await all(), before);
});

test('a generated forum is imported whole', async (t) => {
  const place = await startPlace(t);
  const size = { seed: 7, posts: 3_000, threads: 150, users: 120 };
  const path = await place.fileOf([]);
  await writeFile(path, [...forumText(size)].join(''));
  const { added, bad } = await place.import(path);
  t.deepEqual(bad, []);
  t.is(added, [...forumRecords(size)].length);
  t.is(await place.authDb.collection('users').countDocuments(), 120);
  const posts = place.contentDb.collection('posts');
  t.is(await posts.countDocuments(), 3_000);
  for (const thread of await place.contentDb.collection('threads').find().toArray()) {
    const numbers = await posts.find({ threadId: thread._id }).sort({ number: 1 }).toArray();
    t.deepEqual(
      numbers.map(({ number }) => number),
      numbers.map((_, at) => at + 1),
    );
    t.is(thread.postCount, numbers.length);
    t.deepEqual(thread.lastActivityAt, numbers.at(-1)?.createdAt);
  }
});
