import { until } from '@obey/test-servers';
import test from 'ava';
import { createHeartbeats } from '../src/heartbeats.js';

test('all beat, the same share of them at each turn, and none after it has left', async (t) => {
  const beats = Array.from({ length: 50 }, () => 0);
  let together = 0;
  let most = 0;
  const heartbeats = createHeartbeats(1_000);
  t.teardown(heartbeats.close);
  const leave = beats.map((_, index) =>
    heartbeats.add({
      beat: () => {
        beats[index] = (beats[index] ?? 0) + 1;
        together += 1;
        most = Math.max(most, together);
        queueMicrotask(() => {
          together = 0;
        });
      },
    }),
  );
  leave[0]?.();
  await until('all but one have', () => beats.slice(1).every((count) => count >= 2));
  t.is(beats[0], 0);
  t.is(most, 5);
});
