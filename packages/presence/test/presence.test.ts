import test from 'ava';
import { after, onlineUntil, type Presence, type Told } from '../src/presence.js';

const now = 1_000;
const keepMs = 500;
const nobody: Presence = { nickname: '', namedAt: 0, bannedAt: 0, sessions: {} };

type Tale = readonly [at: number, told: Told];

const signIn = (at: number, sessionId: string, until = 5_000): Tale => [at, { begun: { sessionId, until } }];
const signInAs = (at: number, nickname: string): Tale => [
  at,
  { nickname, begun: { sessionId: `${at}`, until: 5_000 } },
];
const end = (at: number, ended: string): Tale => [at, { ended }];
const ban = (at: number): Tale => [at, { banned: true }];
const rename = (at: number, nickname: string): Tale => [at, { nickname }];

const afterAll = (tales: readonly Tale[], when = now) =>
  tales.reduce((known, [at, told]) => after(known, at, told, when, keepMs), nobody);

const orders = <T>(items: readonly T[]): T[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item, index) => orders(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));

const seen = (tales: readonly Tale[]) => {
  const user = afterAll(tales);
  return { nickname: user.nickname, until: onlineUntil(user) };
};

test('a user with two sessions is online until the second one ends', (t) => {
  const both = [signIn(1, 'a'), signIn(2, 'b', 6_000)];
  t.is(onlineUntil(afterAll(both)), 6_000);
  t.is(onlineUntil(afterAll([...both, end(3, 'b')])), 5_000);
  t.is(onlineUntil(afterAll([...both, end(3, 'b'), end(4, 'a')])), 0);
});

const story = [
  signInAs(1, 'ben'),
  signIn(2, 'b'),
  rename(3, 'ada'),
  end(4, '1'),
  ban(5),
  signIn(6, 'c', 7_000),
];

test('whatever the order in which a story is heard, it ends the same', (t) => {
  t.deepEqual(seen(story), { nickname: 'ada', until: 7_000 });
  for (const order of orders(story)) t.deepEqual(seen(order), seen(story), JSON.stringify(order));
});

test('what is heard again, one or all of it from anywhere on, changes nothing', (t) => {
  t.deepEqual(afterAll(story.flatMap((tale) => [tale, tale])), afterAll(story));
  for (let from = 0; from < story.length; from++)
    t.deepEqual(seen([...story, ...story.slice(from)]), seen(story), `from ${from}`);
});

test('a ban ends every session begun before it, and none begun after it', (t) => {
  t.is(onlineUntil(afterAll([signIn(1, 'a'), signIn(2, 'b'), ban(3)])), 0);
  t.is(onlineUntil(afterAll([signIn(1, 'a'), ban(3), signIn(4, 'b', 7_000), ban(3)])), 7_000);
});

test('an ended session is remembered for a while, and forgotten then', (t) => {
  const ended = afterAll([signIn(1, 'a'), end(2, 'a')]);
  const later = (when: number) => after(ended, 3, { nickname: 'ada' }, when, keepMs).sessions;
  t.deepEqual(Object.keys(later(now + keepMs - 1)), ['a']);
  t.deepEqual(later(now + keepMs), {});
});

test('a session that has run out already when it is heard of counts for nothing', (t) => {
  t.is(onlineUntil(afterAll([signIn(1, 'a', now)])), 0);
});
