import { newId } from '@obey/choreography';
import {
  ContentPostDeleted,
  ContentPostRestored,
  ContentSectionAccessChanged,
  ContentThreadDeleted,
  ContentThreadMoved,
  ContentThreadRestored,
  type Rule,
} from '@obey/contracts';
import { until } from '@obey/test-servers';
import test from 'ava';
import { startAll } from './support/alerts.js';
import { openStream } from './support/sse.js';

const everybody = { allow: ['anyone'], deny: [] };
const staff = { allow: ['permission:access.staff'], deny: [] };

test('of what one may not see nothing is told; a thread that is moved, deleted or restored takes its alerts along', async (t) => {
  const { content, signIn } = await startAll(t);
  const [ada, ben, eve] = [await signIn('Ada'), await signIn('Ben'), await signIn('Eve')];
  const hidden = await content.thread(eve.id, staff);
  await content.mention(hidden.threadId, ben.id, ada.id);
  const { threadId } = await content.thread(eve.id);
  await content.subscribe(threadId, ada.id, 'watching');
  await content.reply(threadId, ben.id);
  await until('Ada is alerted', async () => (await ada.unread()) === 1);
  t.is((await ada.list()).items.length, 1);
  const sees = async (what: string, count: number) => {
    await until(what, async () => (await ada.unread()) === count);
    t.is((await ada.list()).items.length, count, what);
  };
  const about = () => content.deed(threadId);

  await content.tell(ContentThreadDeleted, { ...about(), deletedBy: ben.id });
  await sees('deleted', 0);
  await content.tell(ContentThreadRestored, { ...about(), restoredBy: ben.id });
  await sees('restored', 1);
  content.change(threadId, { readableBy: staff });
  await content.tell(ContentThreadMoved, { ...about(), fromSectionId: newId(), movedBy: ben.id });
  await sees('moved away', 0);
  content.change(threadId, { readableBy: { allow: ['anyone'], deny: [] } });
  await content.tell(ContentThreadMoved, { ...about(), fromSectionId: newId(), movedBy: ben.id });
  await sees('moved back', 1);
});

test('a section that is closed takes the alerts of its threads along, and they come back with it, by the latest that was told', async (t) => {
  const { content, mails, raised, signIn } = await startAll(t);
  const [ada, ben, eve] = [await signIn('Ada'), await signIn('Ben'), await signIn('Eve')];
  const { threadId } = await content.thread(ada.id);
  const mailed = { inApp: true, email: true, digest: false };
  await ada.prefer({ kinds: { 'thread-replied': mailed }, digest: { hour: 8, timeZone: 'UTC' } });
  await content.reply(threadId, ben.id);
  await until('Ada is alerted', async () => (await ada.unread()) === 1);
  await until('a mail is sent', async () => (await mails()).length === 1);
  const first = await openStream(t, ada.stream);
  const { sectionId } = content;
  const tell = (version: number, readableBy: Rule) =>
    content.tell(ContentSectionAccessChanged, { sectionId, readableBy, version });
  const sees = async (what: string, count: number) => {
    await until(what, async () => (await ada.unread()) === count);
    t.is((await ada.list()).items.length, count, what);
  };
  await tell(1, { ...everybody, deny: [`user:${ada.id}`] });
  await sees('closed to Ada', 0);
  const resumed = await openStream(t, ada.stream, `0.${newId()}`);
  // As it is told by messages that were on their way when the section was closed.
  await content.reply(threadId, ben.id);
  await content.mention(threadId, ben.id, ada.id);
  await content.mention(threadId, ben.id, eve.id);
  await until('Eve is told', async () => (await eve.unread()) === 1);
  await tell(3, everybody);
  await sees('open again', 1);
  t.is((await ada.list()).items[0]?.count, 1);
  await tell(2, staff);
  const later = await content.reply(threadId, ben.id);
  await until('the next reply is told', async () => (await ada.list()).items[0]?.count === 2);
  await until('and pushed', () => first.alerts().length === 1 && resumed.alerts().length === 1);
  t.is(first.alerts()[0]?.postIds.at(-1), later.data.postId);
  t.is((await mails()).length, 2);
  t.is((await raised()).filter(({ subject }) => subject === ada.id).length, 2);
});

test('a post that is deleted is counted no more; where it was all, the alert is gone, and comes back with it', async (t) => {
  const { content, signIn } = await startAll(t);
  const [ada, ben] = [await signIn('Ada'), await signIn('Ben')];
  const { threadId } = await content.thread(ada.id);
  const replies = [await content.reply(threadId, ben.id), await content.reply(threadId, ben.id)];
  await until('both are counted', async () => (await ada.list()).items[0]?.count === 2);
  const tell = async (index: number, deleted: boolean) => {
    const { postId = '', number = 0 } = replies[index]?.data ?? {};
    const { excerpt, ...post } = content.post(threadId, ben.id, { postId, number });
    if (deleted) await content.tell(ContentPostDeleted, { ...post, deletedBy: ben.id, purged: false });
    else await content.tell(ContentPostRestored, { ...post, excerpt, restoredBy: ben.id });
  };
  await tell(0, true);
  await until('one is left', async () => (await ada.list()).items[0]?.count === 1);
  t.is((await ada.list()).items[0]?.postId, replies[1]?.data.postId);
  await tell(1, true);
  await until('none is left', async () => (await ada.unread()) === 0);
  t.deepEqual((await ada.list()).items, []);
  await tell(1, false);
  await until('it is back', async () => (await ada.unread()) === 1);
  t.is((await ada.list()).items[0]?.count, 1);
});

test('who loses a permission loses what it let them see, and who has it again has that', async (t) => {
  const { auth, content, first, signIn } = await startAll(t);
  const rights = { permissions: ['access.staff'] };
  const [ada, ben] = [await signIn('Ada', rights), await signIn('Ben')];
  const { threadId } = await content.thread(ada.id, staff);
  await content.reply(threadId, ben.id);
  await until('Ada is alerted', async () => (await ada.unread()) === 1);
  await auth.change(ada.id, { permissions: [] });
  const without = first.as(await auth.token(ada.id));
  t.is(await without.unread(), 0);
  t.deepEqual((await without.list()).items, []);
  await content.reply(threadId, ben.id);
  await auth.change(ada.id, rights);
  const again = first.as(await auth.token(ada.id));
  t.is(await again.unread(), 1);
});
