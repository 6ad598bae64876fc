import { newId } from '@obey/choreography';
import test from 'ava';
import { type Alert, countOf, type HeardPost } from '../src/alert.js';
import { changesBy } from '../src/folding.js';
import { grown, hasHeard, mostPosts, without } from '../src/folds.js';
import { alertId } from '../src/news.js';
import type { StoredAlert } from '../src/store/alerts.js';

const by = { userId: newId(), nickname: 'Ben' };
const post = (number: number): HeardPost => ({ postId: newId(), number, by });
const [userId, threadId] = [newId(), newId()];
const begun: Alert = {
  _id: newId(),
  userId,
  kind: 'thread-replied',
  threadId,
  title: 'Hello',
  posts: [post(2)],
  raisedAt: new Date(1_000),
  read: false,
};
const stored = (alert: Alert): StoredAlert => ({ ...alert, version: 1, fold: `${threadId}:${userId}` });
const newsOf = ({ postId, number }: HeardPost) => ({
  kind: 'thread-replied' as const,
  causeId: postId,
  actorId: by.userId,
  thread: { sectionId: newId(), threadId, title: 'Hello', readableBy: { allow: ['anyone'], deny: [] } },
  post: { postId, number },
});
const now = () => new Date(2_000);

test('an alert grows in the order of the posts, in whichever order they are heard of', (t) => {
  const posts = [5, 3, 4].map(post);
  const alert = posts.reduce((sum, one) => grown(sum, one, new Date()), begun);
  t.deepEqual(
    alert.posts.map(({ number }) => number),
    [2, 3, 4, 5],
  );
  t.is(countOf(alert), 4);
});

test('of very many posts it keeps the first and the last, counts all, and knows each again', (t) => {
  const posts = Array.from({ length: 300 }, (_, n) => post(n + 3));
  const alert = posts.reduce((sum, one) => grown(sum, one, new Date()), begun);
  t.is(alert.posts.length, mostPosts);
  t.is(alert.posts[0]?.number, 2);
  t.is(alert.posts.at(-1)?.number, 302);
  t.is(countOf(alert), 301);
  for (const one of [...begun.posts, ...posts]) t.true(hasHeard(alert, one));
  t.false(hasHeard(alert, post(303)));
});

test('a post of its own is taken out of an alert; where it was all, nothing is left', (t) => {
  const [first, second] = [post(2), post(3)];
  const alert = { ...begun, posts: [first, second] };
  t.is(without(alert, new Set([newId()])), alert);
  t.deepEqual(without(alert, new Set([first.postId]))?.posts, [second]);
  t.is(without(alert, new Set([first.postId, second.postId])), undefined);
});

test('a reply begins an alert, or adds to the one that is unread; heard of again it changes nothing, read or not', (t) => {
  const reply = post(3);
  const occasion = { news: newsOf(reply), post: reply, now };
  t.like(changesBy(occasion, userId, [])[0], { kind: 'begun' });
  const [change] = changesBy(occasion, userId, [stored(begun)]);
  t.like(change, { kind: 'changed', alert: { raisedAt: new Date(2_000), posts: [begun.posts[0], reply] } });
  const { fold: _, ...read } = stored({ ...begun, posts: [reply], read: true });
  t.deepEqual(changesBy(occasion, userId, [read]), []);
  t.deepEqual(changesBy(occasion, userId, [stored({ ...begun, posts: [reply] })]), []);
  t.like(changesBy(occasion, userId, [{ ...read, posts: [post(2)] }])[0], { kind: 'begun' });
});

test('where there is an alert of its own about the post, the others do not tell of it', (t) => {
  const reply = post(3);
  const occasion = { news: newsOf(reply), post: reply, now };
  const direct = stored({ ...begun, _id: alertId(occasion.news, userId), kind: 'mentioned', posts: [reply] });
  t.deepEqual(changesBy(occasion, userId, [direct, stored(begun)]), []);
  const kinds = (alert: Alert) =>
    changesBy(occasion, userId, [direct, stored(alert)]).map(({ kind }) => kind);
  t.deepEqual(kinds({ ...begun, posts: [reply] }), ['withdrawn']);
  t.deepEqual(kinds({ ...begun, posts: [post(2), reply] }), ['changed']);
});

test('an alert that grows is newer than it was, also where clocks differ', (t) => {
  const reply = post(3);
  const [change] = changesBy({ news: newsOf(reply), post: reply, now: () => new Date(0) }, userId, [
    stored(begun),
  ]);
  t.like(change, { alert: { raisedAt: new Date(1_001) } });
});
