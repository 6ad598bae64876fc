import type { User } from '@obey/contracts';
import test from 'ava';
import { commonRights } from '../src/writers.js';
import { type Forum, idOf, startForum } from './support/forum.js';

const lock = (forum: Forum, threadId: string, as: User) =>
  forum.call('PUT', `/content/threads/${threadId}/lock`, { as, body: {} });

test('a token that is newer than the replica has it brought up to date before rights are judged', async (t) => {
  const forum = await startForum(t);
  const ada = forum.auth.add();
  const threadId = await forum.newThread(ada);
  t.is((await lock(forum, threadId, ada)).status, 403);
  const promoted = forum.auth.changeUntold(ada, { permissions: ['threads.lock'] });
  t.is((await lock(forum, threadId, promoted)).status, 204);
  const demoted = forum.auth.changeUntold(promoted, { permissions: [] });
  const refused = await lock(forum, threadId, { ...demoted, permissions: ['threads.lock'] });
  t.is(refused.body.code, 'permission.missing');
});

test('every instance does so, though another has looked before', async (t) => {
  const forum = await startForum(t);
  const other = await forum.startAnother();
  const ada = forum.auth.add();
  const threadId = await forum.newThread(ada);
  const path = `/content/threads/${threadId}/posts`;
  const reply = { as: ada, body: { body: 'Text' } };
  t.is((await other.post(path, reply)).status, 201);
  const promoted = forum.auth.changeUntold(ada, { permissions: ['threads.lock'] });
  for (const instance of [forum, other]) {
    const locked = { as: promoted, body: {} };
    t.is((await instance.call('PUT', `/content/threads/${threadId}/lock`, locked)).status, 204);
  }
  // The second had it from Redis.
  t.is(forum.auth.asked.filter((userId) => userId === ada.userId).length, 2);
});

test('while auth is away the older replica stays, and a newer token gives nobody a right', async (t) => {
  const forum = await startForum(t);
  const [ada, ben] = [forum.auth.add(), forum.auth.add({ permissions: ['access.staff', 'threads.lock'] })];
  const category = idOf(await forum.post('/content/categories', { as: forum.admin, body: { title: 'Any' } }));
  const access = { write: { allow: ['permission:access.staff'] } };
  const section = { as: forum.admin, body: { title: 'Staff writes', access } };
  const sectionId = idOf(await forum.post(`/content/categories/${category}/sections`, section));
  const [open, staff] = [await forum.newThread(ada), await forum.newThread(ben, sectionId)];
  const promoted = forum.auth.changeUntold(ada, { permissions: ['access.staff', 'threads.lock'] });
  const demoted = forum.auth.changeUntold(ben, { permissions: [] });
  await forum.auth.stop();

  const reply = (threadId: string, as: User) =>
    forum.post(`/content/threads/${threadId}/posts`, { as, body: { body: 'Text' } });
  const startedAt = performance.now();
  for (const as of [promoted, demoted]) {
    t.is((await lock(forum, open, as)).body.code, 'permission.missing');
    t.is((await reply(staff, as)).body.code, 'content.read-only');
    t.is((await reply(open, as)).status, 201);
  }
  const took = performance.now() - startedAt;
  t.log(`${Math.round(took / 6)} ms for a request whose replica could not be brought up to date`);
  // Each waits a second for auth.
  t.true(took < 6 * 5_000, `${took} ms`);

  await forum.auth.start();
  t.is((await lock(forum, open, promoted)).status, 204);
});

test('of an older replica and a newer token those rights count that both give', (t) => {
  const known = { userId: 'ada', version: 3, nickname: 'ada', banned: false };
  const token = { roles: [] };
  t.like(
    commonRights(
      { ...known, rank: 50, permissions: ['a', 'b'] },
      { ...token, rank: 10, permissions: ['b', 'c'] },
    ),
    { rank: 10, permissions: ['b'] },
  );
  t.like(commonRights({ ...known, rank: 0, permissions: [] }, { ...token, rank: 100, permissions: ['b'] }), {
    rank: 0,
    permissions: [],
  });
});
