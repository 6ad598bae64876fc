import { newId } from '@obey/choreography';
import test from 'ava';
import { alertId, alertOf, mailOf, type News, textOf } from '../src/news.js';

const site = 'https://forum.example';
const [actorId, userId, threadId, postId, messageId] = [newId(), newId(), newId(), newId(), newId()];
const reply = { actorId, threadId, postId, title: 'Hello', excerpt: 'Yes, and …' };
const replied: News = { kind: 'thread-replied', ...reply };
const answered: News = { kind: 'post-replied', ...reply };
const locked: News = { kind: 'thread-locked', messageId, actorId, threadId, title: 'Hello' };
const banned: News = { kind: 'banned', messageId, reason: 'Spam' };

test('the text of an alert is one line for a person', (t) => {
  t.is(textOf(replied, 'Ben'), 'Ben replied to “Hello”');
  t.is(textOf(answered, 'Ben'), 'Ben replied to your post in “Hello”');
  t.is(textOf(locked, 'Ben'), 'Ben locked “Hello”');
  t.is(textOf({ ...locked, reason: 'Off topic' }, 'Ben'), 'Ben locked “Hello”: Off topic');
  t.is(textOf(banned, 'Someone'), 'You were banned: Spam');
  t.is(textOf({ ...replied, title: 'a\r\nb\u0000c' }, 'B\nen'), 'B en replied to “a b c”');
});

test('a post is one cause for a user, as news of its thread and as an answer', (t) => {
  t.is(alertId(replied, userId), alertId(answered, userId));
  t.not(alertId(replied, userId), alertId(replied, actorId));
  t.not(alertId(replied, userId), alertId({ ...replied, postId: newId() }, userId));
  t.not(alertId(locked, userId), alertId({ ...locked, messageId: newId() }, userId));
});

test('an alert names who and what it is about, where there is such a thing', (t) => {
  const raisedAt = new Date();
  const common = { userId, raisedAt, read: false };
  t.deepEqual(alertOf(replied, userId, 'Ben', raisedAt), {
    _id: alertId(replied, userId),
    kind: 'thread-replied',
    text: 'Ben replied to “Hello”',
    actorId,
    threadId,
    postId,
    ...common,
  });
  t.deepEqual(alertOf(banned, userId, 'Someone', raisedAt), {
    _id: alertId(banned, userId),
    kind: 'banned',
    text: 'You were banned: Spam',
    ...common,
  });
});

test('the mail of an alert has the template of its kind, and a link to the thread', (t) => {
  const link = `https://forum.example/content/threads/${threadId}`;
  const common = { nickname: 'Ada', actor: 'Ben', title: 'Hello' };
  t.deepEqual(mailOf(replied, 'Ada', 'Ben', site), {
    template: 'thread-replied',
    params: { ...common, excerpt: 'Yes, and …', link },
  });
  t.is(mailOf(answered, 'Ada', 'Ben', site).template, 'post-replied');
  t.deepEqual(mailOf(locked, 'Ada', 'Ben', site), { template: 'thread-locked', params: { ...common, link } });
  t.deepEqual(mailOf(banned, 'Ada', 'Someone', site), {
    template: 'banned',
    params: { nickname: 'Ada', reason: 'Spam' },
  });
});
