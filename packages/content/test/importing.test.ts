import type { ExecutionContext } from 'ava';
import test from 'ava';
import { openContentImport, type People } from '../src/importing.js';
import type { Post, Section, Thread } from '../src/store.js';
import { databaseOf } from './support/filling.js';
import { type Forum, itemsOf, startForum } from './support/forum.js';

const createdAt = '2020-01-01T00:00:00Z';

const open = async (t: ExecutionContext) => {
  const forum = await startForum(t);
  const db = await databaseOf(t, forum);
  const author = forum.auth.add();
  const people: People = { ids: new Map([['1', author.userId]]), named: new Map([['ada', author.userId]]) };
  const content = await openContentImport({ db, source: 'old' });
  await content.categories([{ id: 'c', title: 'A category', createdAt }]);
  await content.sections([{ id: 's', category: 'c', title: 'A section', createdAt }]);
  return { forum, db, author, people, content, posts: db.collection<Post>('posts') };
};

const thread = (id: string) => ({
  ...{ id, section: 's', author: '1', title: `Thread ${id}`, body: 'It begins', post: `${id}-1` },
  createdAt,
});

const replies = (of: string, count: number) =>
  Array.from({ length: count }, (_, at) => ({
    ...{ id: `${of}-${at + 2}`, thread: of, author: '1', body: `Reply ${at + 2} to @ada` },
    createdAt: new Date(Date.parse(createdAt) + at * 60_000).toISOString(),
  }));

const kinds = (outcomes: readonly { readonly kind: string }[]) => [
  ...new Set(outcomes.map(({ kind }) => kind)),
];

const idOf = async (forum: Forum) => {
  const [latest] = itemsOf(await forum.get('/content/threads'));
  return String(latest?.id);
};

test('places stand in the order of their records, behind those that are there', async (t) => {
  const { forum, content } = await open(t);
  await content.categories([
    { id: 'd', title: 'Second', createdAt },
    { id: 'e', title: 'First', position: 0, createdAt },
    { id: 'f', title: 'Third', createdAt },
  ]);
  const listed = itemsOf(await forum.get('/content/categories')).map(({ title, position }) => [
    title,
    position,
  ]);
  t.deepEqual(listed.toSorted(([, one], [, other]) => Number(one) - Number(other)).slice(2), [
    ['Second', 1],
    ['Third', 2],
  ]);
});

test('there may be a thousand sections, and an import is told where it meets that', async (t) => {
  const { forum, db, content } = await open(t);
  const sections = db.collection<Section>('sections');
  const [one] = await sections.find({}, { projection: { creation: 0 } }).toArray();
  if (one === undefined) throw new Error('There is no section');
  const copies = Array.from({ length: 998 }, (_, index) => ({ ...one, _id: `copy-${index}` }));
  await sections.insertMany(copies);
  const made = await content.sections(
    ['v', 'w'].map((id) => ({ id, category: 'c', title: 'A section', createdAt })),
  );
  t.is(made[0]?.kind, 'added');
  t.like(made[1], { kind: 'refused', code: 'import.too-many' });

  const { categoryId } = one;
  const body = { title: 'One more' };
  const refused = await forum.post(`/content/categories/${categoryId}/sections`, { as: forum.admin, body });
  t.is(refused.status, 409);
  t.is(refused.body.code, 'content.too-many-sections');
  await sections.deleteOne({ _id: 'copy-0' });
  const path = `/content/categories/${categoryId}/sections`;
  t.is((await forum.post(path, { as: forum.admin, body })).status, 201);
});

test('numbers have no gaps, also where somebody writes in the thread meanwhile', async (t) => {
  const { forum, author, people, content, posts } = await open(t);
  await content.threads([thread('t')], people);
  const threadId = await idOf(forum);
  const write = async () => {
    for (let at = 0; at < 20; at += 1) {
      const reply = await forum.post(`/content/threads/${threadId}/posts`, {
        as: author,
        body: { body: 'Live' },
      });
      if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
    }
  };
  const all = replies('t', 200);
  const load = async () => {
    const outcomes = [];
    for (let at = 0; at < all.length; at += 20)
      outcomes.push(...(await content.posts(all.slice(at, at + 20), people)));
    return outcomes;
  };
  const [outcomes] = await Promise.all([load(), write()]);
  t.deepEqual(kinds(outcomes), ['added']);
  const numbers = (await posts.find({ threadId }).sort({ number: 1 }).toArray()).map(({ number }) => number);
  t.deepEqual(
    numbers,
    Array.from({ length: 221 }, (_, at) => at + 1),
  );
  t.is((await forum.get(`/content/threads/${threadId}`)).body.postCount, 221);
});

test('what was deleted there is deleted here: a tombstone in its place, and a thread that moderators find', async (t) => {
  const { forum, author, people, content } = await open(t);
  const deleted = { at: '2021-01-01T00:00:00Z', by: '1', reason: 'Off topic' };
  await content.threads([thread('t'), { ...thread('u'), deleted }], people);
  const [first, second, third] = replies('t', 3);
  if (!first || !second || !third) throw new RangeError('There are three replies');
  t.deepEqual(kinds(await content.posts([first, { ...second, deleted }, third], people)), ['added']);
  t.like(await content.posts([{ ...third, id: 'x', deleted: { ...deleted, by: '9' } }], people), [
    { code: 'import.no-such-user' },
  ]);
  t.like(
    await content.threads([{ ...thread('v'), deleted: { ...deleted, at: '2999-01-01T00:00:00Z' } }], people),
    [{ code: 'import.time' }],
  );

  const listed = itemsOf(await forum.get('/content/threads'));
  t.deepEqual(
    listed.map(({ title, postCount }) => [title, postCount]),
    [['Thread t', 4]],
  );
  const path = `/content/threads/${await idOf(forum)}/posts`;
  const posts = itemsOf(await forum.get(path));
  t.deepEqual(
    posts.map(({ number }) => number),
    [1, 2, 3, 4],
  );
  t.notRegex(JSON.stringify(posts[2]), /Reply 3/);
  // It was the author's own deletion, as far as is said.
  const restored = await forum.call('PUT', `/content/posts/${posts[2]?.id}/restore`, { as: author });
  t.is(restored.status, 204);
  t.regex(JSON.stringify(itemsOf(await forum.get(path))[2]), /Reply 3/);
});

test('several who import the same at once make one forum of it', async (t) => {
  const { forum, db, people, content, posts } = await open(t);
  const another = await openContentImport({ db, source: 'old' });
  const load = async (door: typeof content) => [
    ...(await door.threads([thread('t'), thread('u')], people)),
    ...(await door.posts([...replies('t', 30), ...replies('u', 30)], people)),
  ];
  const outcomes = (await Promise.all([load(content), load(another), load(content)])).flat();
  t.false(kinds(outcomes).includes('refused'));
  t.is(itemsOf(await forum.get('/content/threads')).length, 2);
  t.is(await posts.countDocuments(), 62);
});

test('what a crash has left is completed by doing it again', async (t) => {
  const { db, people, content, posts } = await open(t);
  const threads = db.collection<Thread>('threads');
  const all = replies('t', 10);
  await content.threads([thread('t')], people);
  await content.posts(all, people);
  const whole = {
    threads: await threads.find().toArray(),
    posts: await posts.find().sort({ number: 1 }).toArray(),
  };
  // As if the process had died after so many posts, before the thread knew of them.
  await posts.deleteMany({ number: { $gt: 6 } });
  await threads.updateOne({}, { $set: { postCount: 1, lastActivityAt: new Date(createdAt) } });
  await content.posts(all, people);
  t.deepEqual(await posts.find().sort({ number: 1 }).toArray(), whole.posts);
  t.deepEqual(await threads.find().toArray(), whole.threads);
  // And as if it had died between an opening post and its thread.
  await threads.deleteMany({});
  await posts.deleteMany({ number: { $gt: 1 } });
  await content.threads([thread('t')], people);
  await content.posts(all, people);
  t.deepEqual(await threads.find().toArray(), whole.threads);
});

test('nothing that is imported is told, and nobody is subscribed by it', async (t) => {
  const { forum, db, people, content } = await open(t);
  await content.threads([thread('t')], people);
  await content.posts(replies('t', 5), people);
  t.deepEqual(await forum.told(), []);
  t.is(await db.collection('subscriptions').countDocuments(), 0);
});

test('an author deletes a thread that came from elsewhere, unless others have written in it there', async (t) => {
  const { forum, author, people, content } = await open(t);
  const ben = forum.auth.add({ nickname: 'ben' });
  const all: People = { ...people, ids: new Map([...people.ids, ['2', ben.userId]]) };
  await content.threads([thread('own'), thread('shared')], people);
  const shared = replies('shared', 2).map((reply, at) => ({ ...reply, author: at === 0 ? '2' : '1' }));
  await content.posts([...replies('own', 1), ...shared], all);
  const threads = itemsOf(await forum.get('/content/threads'));
  const remove = async (title: string) => {
    const id = threads.find((one) => one.title === title)?.id;
    return (await forum.call('DELETE', `/content/threads/${id}`, { as: author })).status;
  };
  t.is(await remove('Thread own'), 204);
  t.is(await remove('Thread shared'), 409);
});
