import test from 'ava';
import { torture } from '../src/torture.js';

test('thirty seconds of kills, freezes, cuts and a dying Redis lose nothing and break no order', async (t) => {
  const { findings, aftermath, crashes, caused, faults, logs } = await torture(t, {
    seconds: 30,
    seed: 1,
    restMs: 60_000,
    progress: () => {},
  });
  t.log({ caused, logs });
  t.true(findings.published > 500);
  t.deepEqual(findings.lost, []);
  t.deepEqual(findings.orderBreaks, []);
  t.deepEqual(findings.pastOwners, []);
  t.is(aftermath.pending, 0);
  t.deepEqual(crashes, []);
  t.deepEqual(faults, []);
  t.is(Object.keys(caused).length, 6, 'each kind of fault was caused');
});
