import test from 'ava';
import { createSemaphore } from '../src/semaphore.js';

test('never more run at once than may, and all run, in order', async (t) => {
  const inTurn = createSemaphore({ concurrency: 3, queue: 100 });
  const started: number[] = [];
  let running = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      inTurn(async () => {
        started.push(index);
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
      }),
    ),
  );
  t.is(most, 3);
  t.deepEqual(started, [...Array(50).keys()]);
});

test('a task that fails makes room as one that does not', async (t) => {
  const inTurn = createSemaphore({ concurrency: 1, queue: 1 });
  await t.throwsAsync(
    inTurn(() => Promise.reject(new Error('no'))),
    { message: 'no' },
  );
  t.is(await inTurn(async () => 'yes'), 'yes');
});
