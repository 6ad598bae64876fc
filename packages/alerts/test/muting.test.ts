import { newId } from '@obey/choreography';
import { ContentPostDeleted } from '@obey/contracts';
import { until } from '@obey/test-servers';
import test from 'ava';
import Type from 'typebox';
import { Value } from 'typebox/value';
import { startAll } from './support/alerts.js';

const MutedUsers = Type.Object({
  items: Type.Array(Type.Object({ userId: Type.String(), nickname: Type.Optional(Type.String()) })),
  next: Type.Union([Type.String(), Type.Null()]),
});

test('who watches hears of every post, who tracks or does not care of answers and mentions, who has muted of nothing', async (t) => {
  const { content, signIn } = await startAll(t);
  const [ada, ben] = [await signIn('Ada'), await signIn('Ben')];
  const { threadId, postId } = await content.thread(ada.id);
  const levels = ['watching', 'tracking', 'normal', 'muted'] as const;
  const readers = await Promise.all(levels.map((level) => signIn(`Reader ${level}`)));
  for (const [index, { id }] of readers.entries())
    await content.subscribe(threadId, id, levels[index] ?? 'normal');
  await content.reply(threadId, ben.id);
  for (const { id } of readers) {
    await content.answer(threadId, ben.id, { postId, authorId: id });
    await content.mention(threadId, ben.id, id);
  }
  await content.lock(threadId, ben.id);
  await until('Ada has heard of the last', async () => (await ada.list()).items.length === 2);
  const kinds = await Promise.all(
    readers.map(async ({ list }) => (await list()).items.map(({ kind }) => kind).toSorted()),
  );
  t.deepEqual(kinds, [
    ['mentioned', 'post-replied', 'thread-locked', 'thread-replied'],
    ['mentioned', 'post-replied'],
    ['mentioned', 'post-replied'],
    [],
  ]);
});

test('of two choices the newer counts, whichever comes first; an author who chose otherwise does not watch', async (t) => {
  const { content, signIn } = await startAll(t);
  const [ada, ben, cleo] = [await signIn('Ada'), await signIn('Ben'), await signIn('Cleo')];
  const { threadId } = content.untold(ada.id);
  await content.subscribe(threadId, ada.id, 'muted', 2);
  await content.subscribe(threadId, ada.id, 'watching', 1);
  await content.subscribe(threadId, cleo.id, 'watching', 1);
  await content.reply(threadId, ben.id);
  await until('Cleo has heard', async () => (await cleo.list()).items.length === 1);
  t.deepEqual((await ada.list()).items, []);
  await content.subscribe(threadId, ada.id, 'watching', 3);
  await content.reply(threadId, ben.id);
  await until('Ada hears', async () => (await ada.list()).items.length === 1);
});

test('a muted user raises no alert, but for what they do to oneself as a moderator; muted users are listed', async (t) => {
  const { auth, content, signIn } = await startAll(t);
  const [ada, ben, cleo] = [await signIn('Ada'), await signIn('Ben'), await signIn('Cleo')];
  const { threadId, postId } = await content.thread(ada.id);
  for (const { id } of [ben, cleo]) t.is((await ada.call('PUT', `/alerts/muted-users/${id}`)).status, 204);
  t.is((await ada.call('PUT', `/alerts/muted-users/${ben.id}`)).status, 204);
  const muted = async (query = '') =>
    Value.Parse(MutedUsers, await (await ada.call('GET', `/alerts/muted-users${query}`)).json());
  t.deepEqual(
    (await muted()).items.map(({ nickname }) => nickname),
    ['Ben', 'Cleo'],
  );
  const page = await muted('?limit=1');
  t.is((await muted(`?limit=1&cursor=${page.next}`)).items[0]?.userId, cleo.id);
  await content.reply(threadId, ben.id);
  await content.answer(threadId, ben.id, { postId, authorId: ada.id });
  await content.mention(threadId, ben.id, ada.id);
  const { excerpt: _, ...post } = content.post(threadId, ada.id);
  await content.tell(ContentPostDeleted, { ...post, deletedBy: ben.id, purged: false });
  await until('the deletion is told', async () => (await ada.list()).items.length > 0);
  t.deepEqual(
    (await ada.list()).items.map(({ kind }) => kind),
    ['post-deleted'],
  );
  await auth.ban(ada.id, 'Spam');
  await until('the ban is told', async () => (await ada.list()).items.length === 2);
  t.is((await ada.call('DELETE', `/alerts/muted-users/${ben.id}`)).status, 204);
  await content.reply(threadId, ben.id);
  await until('Ben is heard of', async () => (await ada.list()).items[0]?.kind === 'thread-replied');
});

test('nobody mutes themselves, or whom there is not', async (t) => {
  const { signIn } = await startAll(t);
  const ada = await signIn('Ada');
  const own = await ada.call('PUT', `/alerts/muted-users/${ada.id}`);
  t.is(own.status, 409);
  t.like(await own.json(), { code: 'alerts.cannot-mute-oneself' });
  const nobody = await ada.call('PUT', `/alerts/muted-users/${newId()}`);
  t.is(nobody.status, 404);
  t.is((await ada.call('DELETE', `/alerts/muted-users/${newId()}`)).status, 204);
});
