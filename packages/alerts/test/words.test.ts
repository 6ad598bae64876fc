import { newId } from '@obey/choreography';
import type { AlertKind } from '@obey/contracts';
import test from 'ava';
import type { Alert } from '../src/alert.js';
import { viewOf } from '../src/view.js';
import { textOf } from '../src/words.js';

const post = (number: number, nickname: string, userId: string = newId()) => ({
  postId: newId(),
  number,
  by: { userId, nickname },
});
const alert = (kind: AlertKind, changes: Partial<Alert> = {}): Alert => ({
  _id: newId(),
  userId: newId(),
  kind,
  title: 'Hello',
  posts: [post(2, 'Ben')],
  raisedAt: new Date(),
  read: false,
  ...changes,
});
const by = { userId: newId(), nickname: 'Eve' };

test('the text of an alert is one line for a person', (t) => {
  t.is(textOf(alert('thread-replied')), 'Ben replied to “Hello”');
  t.is(textOf(alert('post-replied')), 'Ben replied to your post in “Hello”');
  t.is(textOf(alert('mentioned')), 'Ben mentioned you in “Hello”');
  t.is(textOf(alert('thread-locked', { posts: [], by })), 'Eve locked “Hello”');
  t.is(
    textOf(alert('thread-locked', { posts: [], by, reason: 'Off topic' })),
    'Eve locked “Hello”: Off topic',
  );
  t.is(
    textOf(alert('thread-renamed', { posts: [], by, before: 'Hi' })),
    'Eve renamed your thread “Hi” to “Hello”',
  );
  t.is(textOf(alert('banned', { posts: [], reason: 'Spam' })), 'You were banned: Spam');
  t.is(
    textOf(alert('thread-replied', { title: 'a\r\nb\u0000c', posts: [post(2, 'B\nen')] })),
    'B en replied to “a b c”',
  );
});

test('of many replies it names the two latest writers, and says how many there are', (t) => {
  const ben = newId();
  const two = [post(2, 'Ben', ben), post(3, 'Cleo')];
  t.is(textOf(alert('thread-replied', { posts: two })), 'Cleo and Ben replied to “Hello” (2 posts)');
  const four = [...two, post(4, 'Dan'), post(5, 'Benjamin', ben)];
  t.is(
    textOf(alert('thread-replied', { posts: four })),
    'Benjamin, Dan and others replied to “Hello” (4 posts)',
  );
  t.deepEqual(
    viewOf(alert('thread-replied', { posts: four })).actors.map(({ nickname }) => nickname),
    ['Benjamin', 'Dan', 'Cleo'],
  );
});

test('an alert names the first post to read, and of many the first and the last 19', (t) => {
  const posts = Array.from({ length: 50 }, (_, n) => post(n + 2, 'Ben'));
  const view = viewOf(alert('thread-replied', { posts, left: { count: 7, upTo: 9 } }));
  t.is(view.count, 57);
  t.is(view.postId, posts[0]?.postId);
  t.deepEqual(
    view.postIds,
    [posts[0], ...posts.slice(31)].map((one) => one?.postId ?? ''),
  );
  t.like(viewOf(alert('banned', { posts: [], by })), { count: 1, postIds: [] });
});
