import { newId } from '@obey/choreography';
import {
  ContentPostDeleted,
  ContentPostRestored,
  ContentThreadDeleted,
  ContentThreadLocked,
  ContentThreadMoved,
  ContentThreadRenamed,
  ContentThreadRestored,
  ContentThreadUnlocked,
  ContentUserMuted,
  ContentUserUnmuted,
} from '@obey/contracts';
import { until } from '@obey/test-servers';
import test from 'ava';
import { startAll } from './support/alerts.js';

test('what moderators do to one’s thread, post and rights is told, and never one’s own deed', async (t) => {
  const { auth, content, signIn } = await startAll(t);
  const [ada, eve] = [await signIn('Ada'), await signIn('Eve')];
  const { threadId } = await content.thread(ada.id);
  const about = () => content.deed(threadId);
  const post = { ...content.post(threadId, ada.id) };
  const { excerpt, ...told } = post;
  for (const { id } of [ada, eve]) {
    await content.tell(ContentThreadUnlocked, { ...about(), unlockedBy: id });
    await content.tell(ContentThreadRenamed, { ...about(), before: 'Hallo', renamedBy: id });
    await content.tell(ContentThreadMoved, { ...about(), fromSectionId: newId(), movedBy: id });
    await content.tell(ContentPostDeleted, { ...told, deletedBy: id, reason: 'Rude', purged: false });
    await content.tell(ContentPostRestored, { ...told, excerpt, restoredBy: id });
    await content.tell(ContentThreadDeleted, { ...about(), deletedBy: id, reason: 'Spam' });
    await content.tell(ContentThreadRestored, { ...about(), restoredBy: id });
  }
  await until('all of the thread is told', async () => (await ada.list()).items.length === 7);
  await content.tell(ContentUserMuted, { userId: ada.id, mutedBy: eve.id, reason: 'Shouting' });
  await content.tell(ContentUserUnmuted, { userId: ada.id, unmutedBy: eve.id });
  await auth.ban(ada.id, 'Spam');
  await auth.unban(ada.id);
  await until('all is told', async () => (await ada.list()).items.length === 11);
  t.deepEqual((await ada.list()).items.map(({ text }) => text).toSorted(), [
    'Eve deleted your post in “Hello”: Rude',
    'Eve deleted your thread “Hello”: Spam',
    'Eve moved your thread “Hello”',
    'Eve renamed your thread “Hallo” to “Hello”',
    'Eve restored your post in “Hello”',
    'Eve restored your thread “Hello”',
    'Eve unlocked your thread “Hello”',
    'You are no longer banned',
    'You may read, but not write any more: Shouting',
    'You may write again',
    'You were banned: Spam',
  ]);
  t.deepEqual((await eve.list()).items, []);
});

test('what is done to a thread is told to its author though alerts has never heard of it', async (t) => {
  const { content, signIn } = await startAll(t);
  const [ada, eve] = [await signIn('Ada'), await signIn('Eve')];
  const about = () => content.deed(content.untold(ada.id).threadId);
  await content.tell(ContentThreadLocked, { ...about(), lockedBy: eve.id });
  await content.tell(ContentThreadUnlocked, { ...about(), unlockedBy: eve.id });
  await content.tell(ContentThreadRenamed, { ...about(), before: 'Hallo', renamedBy: eve.id });
  await content.tell(ContentThreadMoved, { ...about(), fromSectionId: newId(), movedBy: eve.id });
  await content.tell(ContentThreadDeleted, { ...about(), deletedBy: eve.id });
  await content.tell(ContentThreadRestored, { ...about(), restoredBy: eve.id });
  const post = content.post(content.untold(ada.id).threadId, ada.id);
  await content.tell(ContentPostRestored, { ...post, restoredBy: eve.id });
  await until('all is told', async () => (await ada.list()).items.length === 7);
  t.deepEqual((await ada.list()).items.map(({ kind }) => kind).toSorted(), [
    'post-restored',
    'thread-deleted',
    'thread-locked',
    'thread-moved',
    'thread-renamed',
    'thread-restored',
    'thread-unlocked',
  ]);
});
