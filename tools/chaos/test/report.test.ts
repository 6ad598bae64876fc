import test from 'ava';
import { check } from '../src/check.js';
import { figuresOf, renderReport } from '../src/report.js';
import type { Outcome } from '../src/torture.js';
import { faultsIn } from '../src/verdict.js';

const quiet = { pending: 0, unread: 0, deadLetters: 0, doubled: 0, followed: [] };

const outcomeOf = (told: Partial<Outcome>): Outcome => ({
  ...{ seconds: 30, seed: 7, caused: { kill: 2 }, crashes: [], faults: [], logs: undefined },
  findings: check([], []),
  aftermath: quiet,
  ...told,
});

test('what must never happen is a fault, whatever it is', (t) => {
  const none = check([], []);
  t.deepEqual(faultsIn(none, quiet, []), []);
  const faulty = [
    faultsIn({ ...none, lost: ['a'] }, quiet, []),
    faultsIn({ ...none, unfinished: ['a'] }, quiet, []),
    faultsIn({ ...none, unsaid: ['a'] }, quiet, []),
    faultsIn({ ...none, orderBreaks: ['a'] }, quiet, []),
    faultsIn({ ...none, pastOwners: ['a'] }, quiet, []),
    faultsIn(none, { ...quiet, pending: 1 }, []),
    faultsIn(none, { ...quiet, unread: 1 }, []),
    faultsIn(none, { ...quiet, deadLetters: 1 }, []),
    faultsIn(none, quiet, ['w1 (1)']),
  ];
  t.true(faulty.every((faults) => faults.length === 1 && faults[0]?.count === 1));
  t.is(new Set(faulty.map((faults) => faults[0]?.name)).size, faulty.length);
});

test('overlaps and repetitions are reported, and are no faults', (t) => {
  const findings = { ...check([], []), overlaps: 3, deliveredTwice: 4, saidTwice: 1 };
  t.deepEqual(faultsIn(findings, { ...quiet, doubled: 1 }, []), []);
  t.like(figuresOf(outcomeOf({ findings })), { overlaps: 3, deliveredTwice: 4, verdict: 'sound' });
});

test('the last line is the verdict, with the seed, and with the place of the logs after a fault', (t) => {
  t.is(renderReport(outcomeOf({})).split('\n').at(-1), 'SOUND (seed 7, 30 s)');
  const broken = renderReport(outcomeOf({ faults: [{ name: 'lost', count: 2 }], logs: '/logs' }));
  t.is(broken.split('\n').at(-1), 'BROKEN (seed 7, 30 s): lost 2. The logs are in /logs');
});
