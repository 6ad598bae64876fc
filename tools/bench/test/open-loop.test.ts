import test from 'ava';
import { openLoop } from '../src/open-loop.js';

test('work that does not end does not hold up the work after it', async (t) => {
  let started = 0;
  let release = () => {};
  const blocked = new Promise<void>((resolve) => {
    release = resolve;
  });
  await openLoop({ count: 5, perSecond: 200 }, async () => {
    if (++started === 5) release();
    await blocked;
  });
  t.is(started, 5);
});

test('work begins no earlier than it is due', async (t) => {
  const begun = performance.now();
  const at: number[] = [];
  await openLoop({ count: 4, perSecond: 50 }, async () => {
    at.push(performance.now() - begun);
  });
  // Timers are exact to a millisecond.
  for (const [index, time] of at.entries()) t.true(time >= index * 20 - 1, `${index}: ${time}`);
});

test('a failure is reported when all has begun', async (t) => {
  let started = 0;
  const failing = openLoop({ count: 3, perSecond: 1_000 }, async () => {
    if (++started === 1) throw new Error('broken');
  });
  await t.throwsAsync(failing, { message: 'broken' });
  t.is(started, 3);
});
