import test from 'ava';
import { createPace, shownTime } from '../src/pace.js';

test('the rate and the time left are those of the last while', (t) => {
  const paceAt = createPace();
  t.deepEqual(paceAt({ at: 0, offset: 0, line: 0 }, 10_000), { rate: 0, secondsLeft: undefined });
  t.deepEqual(paceAt({ at: 1_000, offset: 1_000, line: 10 }, 10_000), { rate: 10, secondsLeft: 9 });
  for (let second = 2; second <= 40; second += 1)
    paceAt({ at: second * 1_000, offset: 1_000 + second * 10, line: 10 + second }, 10_000);
  const { rate, secondsLeft } = paceAt({ at: 41_000, offset: 1_410, line: 51 }, 10_000);
  t.is(rate, 1);
  t.is(secondsLeft, 859);
});

test('times are shown as people say them', (t) => {
  t.deepEqual([undefined, 0.2, 59.5, 61, 3_599, 3_600, 90_000].map(shownTime), [
    '?',
    '1 s',
    '1 min 0 s',
    '1 min 1 s',
    '59 min 59 s',
    '1 h 0 min',
    '25 h 0 min',
  ]);
});
