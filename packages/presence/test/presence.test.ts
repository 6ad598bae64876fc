import test from 'ava';
import { after, type Happening, onlineUntil, type Presence, rememberedUntil } from '../src/presence.js';

const now = 1_000;
const at = (place: number) => `${place}`.padStart(5, '0');

const signIn = (place: number, sessionId: string, expiresAt = 5_000, nickname = 'ben'): Happening => ({
  kind: 'signed-in',
  sessionId,
  nickname,
  expiresAt,
  sequence: at(place),
});
const end = (place: number, sessionId: string): Happening => ({
  kind: 'session-ended',
  sessionId,
  sequence: at(place),
});
const ban = (place: number): Happening => ({ kind: 'banned', sequence: at(place) });
const rename = (place: number, nickname: string): Happening => ({
  kind: 'renamed',
  nickname,
  sequence: at(place),
});

const afterAll = (happenings: readonly Happening[], when = now) =>
  happenings.reduce<Presence | undefined>((known, happening) => after(known, happening, when), undefined) ?? {
    nickname: '',
    namedAt: '',
    sessions: {},
  };

test('a user with two sessions is online until the second one ends', (t) => {
  const both = [signIn(1, 'a'), signIn(2, 'b', 6_000)];
  t.is(onlineUntil(afterAll(both)), 6_000);
  t.is(onlineUntil(afterAll([...both, end(3, 'b')])), 5_000);
  t.is(onlineUntil(afterAll([...both, end(3, 'b'), end(4, 'a')])), undefined);
});

test('any happening heard twice in a row leaves what the first left', (t) => {
  const story = [signIn(1, 'a'), signIn(2, 'b'), rename(3, 'ada'), end(4, 'a'), ban(5), signIn(6, 'c')];
  const doubled = story.flatMap((happening) => [happening, happening]);
  t.deepEqual(afterAll(doubled), afterAll(story));
});

test('a replay of all that happened, from any point on, leaves the same', (t) => {
  const story = [signIn(1, 'a'), signIn(2, 'b'), rename(3, 'ada'), end(4, 'a'), ban(5), signIn(6, 'c')];
  for (let from = 0; from < story.length; from++) {
    const replayed = [...story, ...story.slice(from)];
    t.deepEqual(onlineUntil(afterAll(replayed)), onlineUntil(afterAll(story)), `from ${from}`);
    t.is(afterAll(replayed).nickname, afterAll(story).nickname, `from ${from}`);
  }
});

test('a sign-in heard after the end of its session does not revive it', (t) => {
  t.is(onlineUntil(afterAll([signIn(1, 'a'), end(2, 'a'), signIn(1, 'a')])), undefined);
  t.is(onlineUntil(afterAll([end(2, 'a'), signIn(1, 'a')])), undefined);
});

test('a ban ends every session begun before it, and none begun after it', (t) => {
  t.is(onlineUntil(afterAll([signIn(1, 'a'), signIn(2, 'b'), ban(3)])), undefined);
  t.is(onlineUntil(afterAll([signIn(1, 'a'), ban(3), signIn(4, 'b', 7_000), ban(3)])), 7_000);
});

test('an older nickname never replaces a newer one', (t) => {
  t.is(afterAll([signIn(1, 'a'), rename(2, 'ada'), signIn(1, 'a')]).nickname, 'ada');
  t.is(afterAll([signIn(1, 'a'), rename(3, 'eve'), rename(2, 'ada')]).nickname, 'eve');
});

test('an ended session is remembered until it would have expired, and forgotten then', (t) => {
  const ended = afterAll([signIn(1, 'a'), end(2, 'a')]);
  t.is(rememberedUntil(ended), 5_000);
  t.is(rememberedUntil(after(ended, rename(3, 'ada'), 5_000)), undefined);
});

test('a session that has expired already when it is heard of counts for nothing', (t) => {
  const late = afterAll([signIn(1, 'a', now)]);
  t.is(onlineUntil(late), undefined);
  t.is(rememberedUntil(late), undefined);
});
