import test from 'ava';
import { type Ban, isBanned, isSameBan } from '../src/bans.js';

const now = new Date('2026-01-01T00:00:00Z');
const ban = (until: Date | null): Ban => ({ reason: 'spam', by: 'x', at: now, until });
const after = (ms: number) => new Date(now.getTime() + ms);

test('a ban without an end holds for ever, one with an end until then', (t) => {
  t.false(isBanned({ ban: null }, now));
  t.true(isBanned({ ban: ban(null) }, after(1e12)));
  t.true(isBanned({ ban: ban(after(1)) }, now));
  t.false(isBanned({ ban: ban(after(1)) }, after(1)));
});

test('a ban is the same as another by its reason and its end', (t) => {
  t.true(isSameBan(ban(null), { ...ban(null), by: 'y', at: after(5) }));
  t.true(isSameBan(ban(after(9)), ban(after(9))));
  t.false(isSameBan(ban(after(9)), ban(after(8))));
  t.false(isSameBan(ban(after(9)), ban(null)));
  t.false(isSameBan(null, ban(null)));
});
