import test from 'ava';
import { beside, median, overRounds, quantile } from '../src/statistics.js';

const oneToHundred = Array.from({ length: 100 }, (_, index) => 100 - index);

test('a quantile is the nearest rank, whatever the order of the values', (t) => {
  t.is(quantile(oneToHundred, 0.5), 50);
  t.is(quantile(oneToHundred, 0.99), 99);
  t.is(quantile(oneToHundred, 1), 100);
  t.is(quantile([7], 0.01), 7);
});

test('the median is the middle value, or the mean of the two in the middle', (t) => {
  t.is(median([3, 1, 2]), 2);
  t.is(median([4, 1, 2, 3]), 2.5);
});

test('rounds come to their median, the least and the greatest, with two decimals', (t) => {
  t.deepEqual(overRounds([2.71499, 1, 10]), { value: 2.71, rounds: 3, min: 1, max: 10 });
});

test('there is no figure without values', (t) => {
  t.throws(() => median([]), { instanceOf: RangeError });
  t.throws(() => quantile([], 0.5), { instanceOf: RangeError });
});

test('beside a base stand its median, and ours over theirs', (t) => {
  t.deepEqual(beside([1, 2, 3], { against: 'raw', rounds: [8, 3, 4] }), {
    value: 2,
    rounds: 3,
    min: 1,
    max: 3,
    against: 'raw',
    base: 4,
    ratio: 0.5,
  });
});
