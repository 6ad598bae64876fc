import { randomBytes } from 'node:crypto';
import { newId } from '@obey/choreography';
import { connectTo, startRedis } from '@obey/test-servers';
import test from 'ava';
import { createRefreshTokens, type RefreshToken } from '../src/refresh-tokens.js';
import { createSessions } from '../src/sessions.js';

const limits = { idle: 1_000_000, total: 3_000_000, grace: 10_000 };
const tokens = createRefreshTokens(randomBytes(32));
const ends: (() => unknown)[] = [];
const scope = { teardown: (end: () => unknown) => void ends.unshift(end) };
const redis = connectTo(scope, (await startRedis(scope)).url);

test.after.always(async () => {
  for (const end of ends) await end();
});

/** Sessions under a clock that the test sets. */
const openSessions = (changes: Partial<typeof limits> = {}) => {
  const clock = { at: Date.now() };
  const sessions = createSessions({
    redis,
    tokens,
    limits: { ...limits, ...changes },
    now: () => clock.at,
  });
  return { clock, sessions };
};

const read = (text: string): RefreshToken => {
  const token = tokens.read(text);
  if (!token) throw new TypeError(`"${text}" is no refresh token`);
  return token;
};

const successorOf = (rotation: object): string =>
  'refreshToken' in rotation ? String(rotation.refreshToken) : '';

test('a token gives its successor, and that gives the next', async (t) => {
  const { sessions } = openSessions();
  const { refreshToken } = await sessions.begin(newId());
  const first = await sessions.rotate(read(refreshToken));
  const second = await sessions.rotate(read(successorOf(first)));
  t.is(first.is, 'rotated');
  t.is(second.is, 'rotated');
  t.is(new Set([refreshToken, successorOf(first), successorOf(second)]).size, 3);
});

test('of many refreshes at once one rotates, and all get the same successor', async (t) => {
  const { sessions } = openSessions();
  const token = read((await sessions.begin(newId())).refreshToken);
  const rotations = await Promise.all(Array.from({ length: 20 }, () => sessions.rotate(token)));
  t.is(rotations.filter(({ is }) => is === 'rotated').length, 1);
  t.is(rotations.filter(({ is }) => is === 'repeated').length, 19);
  t.is(new Set(rotations.map(successorOf)).size, 1);
});

test('within the grace the token just replaced gives its successor; after it, it ends the session', async (t) => {
  const { sessions, clock } = openSessions();
  const token = read((await sessions.begin(newId())).refreshToken);
  const successor = successorOf(await sessions.rotate(token));
  clock.at += limits.grace - 1;
  t.deepEqual(await sessions.rotate(token), { is: 'repeated', refreshToken: successor });
  clock.at += 1;
  t.deepEqual(await sessions.rotate(token), { is: 'reused' });
  t.deepEqual(await sessions.rotate(read(successor)), { is: 'reused' });
});

test('without a grace a token is good once, also to one whose clock is behind', async (t) => {
  const { sessions, clock } = openSessions({ grace: 0 });
  const token = read((await sessions.begin(newId())).refreshToken);
  t.is((await sessions.rotate(token)).is, 'rotated');
  clock.at -= 5;
  t.deepEqual(await sessions.rotate(token), { is: 'reused' });
});

test('a token replaced twice ends the session at once', async (t) => {
  const { sessions } = openSessions();
  const token = read((await sessions.begin(newId())).refreshToken);
  const second = successorOf(await sessions.rotate(token));
  const third = successorOf(await sessions.rotate(read(second)));
  t.deepEqual(await sessions.rotate(token), { is: 'reused' });
  t.deepEqual(await sessions.rotate(read(third)), { is: 'reused' });
});

test('a session that is not refreshed in time ends', async (t) => {
  const { sessions, clock } = openSessions();
  clock.at -= limits.idle;
  const userId = newId();
  const token = read((await sessions.begin(userId)).refreshToken);
  clock.at += limits.idle;
  t.deepEqual(await sessions.rotate(token), { is: 'gone' });
  t.deepEqual(await sessions.list(userId), []);
});

test('refreshing keeps a session only until its last end', async (t) => {
  const { sessions, clock } = openSessions();
  let token = read((await sessions.begin(newId())).refreshToken);
  for (let spent = 0; spent < limits.total - 1; spent += limits.total / 3 - 1) {
    const rotation = await sessions.rotate(token);
    t.is(rotation.is, 'rotated');
    token = read(successorOf(rotation));
    clock.at += limits.total / 3 - 1;
  }
  clock.at += 3;
  t.deepEqual(await sessions.rotate(token), { is: 'gone' });
});

test('a session that has ended is gone, and the others of its user stay', async (t) => {
  const { sessions } = openSessions();
  const userId = newId();
  const [one, other] = [await sessions.begin(userId), await sessions.begin(userId)];
  t.is((await sessions.list(userId)).length, 2);
  await sessions.end(userId, one.sessionId);
  await sessions.end(userId, one.sessionId);
  t.deepEqual(await sessions.rotate(read(one.refreshToken)), { is: 'gone' });
  t.deepEqual(
    (await sessions.list(userId)).map(({ id }) => id),
    [other.sessionId],
  );
  t.is((await sessions.rotate(read(other.refreshToken))).is, 'rotated');
});

test('a session expires in Redis by itself, and no token stands there in the clear', async (t) => {
  const { sessions, clock } = openSessions();
  const userId = newId();
  const { sessionId, refreshToken } = await sessions.begin(userId);
  const successor = successorOf(await sessions.rotate(read(refreshToken)));
  const key = `auth:session:{${userId}}:${sessionId}`;
  const stored = JSON.stringify(await redis.hgetall(key));
  t.true(stored.length > 100);
  t.false(stored.includes(refreshToken) || stored.includes(successor));
  t.is(await redis.pexpiretime(key), clock.at + limits.idle);
  t.is(await redis.pexpiretime(`auth:sessions:{${userId}}`), clock.at + limits.total);
});
