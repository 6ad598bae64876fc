import { createHash } from 'node:crypto';
import test from 'ava';
import { seeded } from '../src/generator/random.js';
import { createZipf } from '../src/generator/zipf.js';
import { forumRecords, forumText } from '../src/index.js';
import { readRecord } from '../src/records.js';

const size = { seed: 7, posts: 5_000, threads: 300, users: 250 };

const digestOf = (text: Iterable<string>) => {
  const hash = createHash('sha256');
  for (const part of text) hash.update(part);
  return hash.digest('hex');
};

/** How often each comes, the most frequent first. */
const frequencies = (values: readonly (string | number)[]) => {
  const counts = new Map<string | number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts.values()].sort((one, other) => other - one);
};

test('the same seed gives the same forum, another one another', (t) => {
  t.is(digestOf(forumText(size)), digestOf(forumText(size)));
  t.not(digestOf(forumText(size)), digestOf(forumText({ ...size, seed: 8 })));
});

test('every line is a record that the import takes', (t) => {
  const texts = [...forumText(size)].join('').trimEnd().split('\n');
  const kinds = texts.map((text) => {
    const read = readRecord(text);
    return 'fault' in read ? read.fault.detail : read.kind;
  });
  t.deepEqual(frequencies(kinds), [4_700, 300, 250, 12, 4]);
});

test('picks follow Zipf: their logarithm falls with that of the rank', (t) => {
  const zipf = createZipf(1_000, 0.9);
  const random = seeded(1);
  const counts = frequencies(Array.from({ length: 200_000 }, () => zipf.pick(random)));
  const ranks = [1, 2, 4, 8, 16, 32, 64];
  const slopes = ranks.map((rank) => Math.log2((counts[rank - 1] ?? 0) / (counts[2 * rank - 1] ?? 1)));
  for (const slope of slopes) t.true(Math.abs(slope - 0.9) < 0.15, `${slopes}`);
  const shares = Array.from({ length: 1_000 }, (_, index) => zipf.shareOf(index));
  t.true(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-9);
});

test('few threads have most of the posts, and few authors wrote them', (t) => {
  const posts = [...forumRecords(size)].flatMap((record) =>
    'thread' in record && 'author' in record
      ? [{ thread: `${record.thread}`, author: `${record.author}` }]
      : [],
  );
  const share = (counts: readonly number[], part: number) =>
    counts.slice(0, Math.ceil(counts.length * part)).reduce((sum, count) => sum + count, 0) / posts.length;
  t.true(share(frequencies(posts.map(({ thread }) => thread)), 0.1) > 0.4);
  t.true(share(frequencies(posts.map(({ author }) => author)), 0.1) > 0.3);
});
