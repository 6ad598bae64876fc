import { AuthUserBanned, AuthUserChanged, AuthUserUnbanned } from '@obey/contracts';
import { until } from '@obey/test-servers';
import test from 'ava';
import { adminEmail, call, member, signIn, startForum } from './forum.js';

const forum = await startForum();
let url = '';
let admin = '';

test.before(async () => {
  [{ url }] = await Promise.all([forum.start(), forum.start(), forum.start()]);
  admin = (await signIn(url, adminEmail)).accessToken;
});

test.after.always(() => forum.stop());

const ban = (id: string, inMs: number, reason = 'spam') =>
  call('PUT', `${url}/auth/users/${id}/ban`, {
    token: admin,
    body: { reason, until: new Date(Date.now() + inMs).toISOString() },
  });

const lift = (id: string) => call('DELETE', `${url}/auth/users/${id}/ban`, { token: admin });

const saidOf = async (id: string, type: string) =>
  (await forum.said(type)).filter(({ subject }) => subject === id);

const toldOf = (id: string, count: number) =>
  until('it is told', async () => (await saidOf(id, AuthUserUnbanned.type)).length >= count);

test('a ban that is over is told of once, though several instances look', async (t) => {
  const { id } = await member(forum, url);
  t.is((await ban(id, 1_500)).status, 204);
  await toldOf(id, 1);
  const { id: later } = await member(forum, url);
  await ban(later, 1_500);
  await toldOf(later, 1);
  t.is((await saidOf(id, AuthUserUnbanned.type)).length, 1);
  const changes = await saidOf(id, AuthUserChanged.type);
  t.like(changes.at(-1)?.data, { banned: false, version: 3 });
  t.is(changes.length, 2);
  t.like(await forum.db.collection<{ _id: string }>('users').findOne({ _id: id }), { ban: null });
});

test('a ban that was lifted or made longer is not ended by its first end', async (t) => {
  const [lifted, longer, marker] = [
    await member(forum, url),
    await member(forum, url),
    await member(forum, url),
  ];
  await ban(lifted.id, 1_500);
  await lift(lifted.id);
  await ban(longer.id, 1_500);
  await ban(longer.id, 600_000);
  await ban(marker.id, 2_000);
  await toldOf(marker.id, 1);
  t.is((await saidOf(lifted.id, AuthUserUnbanned.type)).length, 1);
  t.is((await saidOf(longer.id, AuthUserUnbanned.type)).length, 0);
  t.is((await saidOf(longer.id, AuthUserBanned.type)).length, 2);
});

test('a ban that ended while nobody ran is told of at the next start', async (t) => {
  const own = await startForum();
  t.teardown(() => own.stop());
  const first = await own.start();
  const { id } = await member(own, first.url);
  await first.stop();
  const over = { reason: 'spam', by: id, at: new Date(0), until: new Date(1) };
  await own.db.collection<{ _id: string }>('users').updateOne({ _id: id }, { $set: { ban: over } });
  await own.start();
  await until('it is told', async () => (await own.said(AuthUserUnbanned.type)).length > 0);
  t.is((await own.said(AuthUserUnbanned.type)).length, 1);
});
