import { until } from '@obey/test-servers';
import test from 'ava';
import { isMuted } from '../src/muted.js';
import { startForum } from './support/forum.js';

test('a mute counts until its time or until it is lifted', (t) => {
  const now = new Date(1_000);
  const mute = { isLifted: false, until: null };
  t.true(isMuted(mute, now));
  t.true(isMuted({ ...mute, until: new Date(1_001) }, now));
  t.false(isMuted({ ...mute, until: now }, now));
  t.false(isMuted({ ...mute, isLifted: true }, now));
  t.false(isMuted(null, now));
});

test('who is muted reads and does not write, until it is lifted; both are told', async (t) => {
  const forum = await startForum(t);
  const moderator = forum.auth.add({ nickname: 'mod', rank: 50, permissions: ['users.mute'] });
  const ada = forum.auth.add();
  const section = await forum.newSection();
  const thread = await forum.newThread(ada, section);
  const path = `/content/users/${ada.userId}/mute`;
  const write = () => forum.post(`/content/threads/${thread}/posts`, { as: ada, body: { body: 'Text' } });

  const times = [1, 2, 3].map((n) => ({ reason: `Rude ${n}`, until: `20${90 + n}-01-01T00:00:00Z` }));
  const puts = await Promise.all(times.map((body) => forum.call('PUT', path, { as: moderator, body })));
  t.deepEqual(
    puts.map(({ status }) => status),
    [204, 204, 204],
  );
  const refused = await write();
  t.is(refused.status, 403);
  t.is(refused.body.code, 'content.muted');
  t.regex(String(refused.body.detail), /until 209[123]-01-01T00:00:00.000Z.*Rude [123]/);
  const open = { as: ada, body: { title: 'A thread', body: 'Text' } };
  t.is((await forum.post(`/content/sections/${section}/threads`, open)).body.code, 'content.muted');
  t.is((await forum.call('GET', `/content/threads/${thread}`, { as: ada })).status, 200);
  t.regex(JSON.stringify((await forum.call('GET', path, { as: moderator })).body), /Rude/);

  for (const _ of [1, 2]) t.is((await forum.call('DELETE', path, { as: moderator })).status, 204);
  t.is((await write()).status, 201);
  t.deepEqual((await forum.call('GET', path, { as: moderator })).body, { mute: null });
  await until('all is told', async () => (await forum.told('content.user.muted')).length === 3);
  await until('its end too', async () => (await forum.told('content.user.unmuted')).length === 1);
});

test('nobody mutes their equals or betters, strangers, or for a time that is over', async (t) => {
  const forum = await startForum(t);
  const moderator = forum.auth.add({ nickname: 'mod', rank: 50, permissions: ['users.mute'] });
  const equal = forum.auth.add({ nickname: 'equal', rank: 50 });
  const ada = forum.auth.add();
  const mute = (userId: string, as = moderator, until?: string) =>
    forum.call('PUT', `/content/users/${userId}/mute`, {
      as,
      body: { reason: 'Rude', ...(until && { until }) },
    });
  t.is((await mute(equal.userId)).body.code, 'content.rank-too-low');
  t.is((await mute(moderator.userId)).body.code, 'content.rank-too-low');
  t.is((await mute('0190d3a0-0000-7000-8000-000000000001')).status, 404);
  t.is((await mute(ada.userId, moderator, '2001-01-01T00:00:00Z')).status, 422);
  t.is((await mute(equal.userId, ada)).status, 403);
  t.is((await mute(ada.userId, moderator, '2016-12-31T23:59:60Z')).status, 422);
  t.is((await mute(ada.userId, moderator, '2099-12-31T23:59:60Z')).status, 204);
  const [told] = await until('it is told', async () => {
    const some = await forum.told('content.user.muted');
    return some.length > 0 && some;
  });
  t.like(told?.data, { until: '2100-01-01T00:00:00.000Z' });
});
