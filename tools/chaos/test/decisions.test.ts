import test from 'ava';
import { behaviourOf } from '../src/behaviour.js';
import { readTortureOptions, UsageError } from '../src/options.js';
import { type Fault, planFaults } from '../src/plan.js';
import { seeded } from '../src/random.js';
import { type LogRecord, readLine, writeLine } from '../src/records.js';
import { quantile } from '../src/takeovers.js';

const kinds = ['cut', 'freeze', 'kill', 'leave', 'redis-freeze', 'redis-kill'];

test('a seed gives the same plan again, and another seed another', (t) => {
  t.deepEqual(planFaults(seeded(7), 3, 60), planFaults(seeded(7), 3, 60));
  t.notDeepEqual(planFaults(seeded(7), 3, 60), planFaults(seeded(8), 3, 60));
});

test('a plan has every kind of fault, lets none of one target overlap, and is over at the end', (t) => {
  for (let seed = 0; seed < 50; seed++) {
    const freeAt = new Map<string, number>();
    const seen = new Set<Fault['kind']>();
    for (const { atMs, fault } of planFaults(seeded(seed), 3, 60)) {
      seen.add(fault.kind);
      if (fault.kind === 'cut') continue;
      const target = 'slot' in fault ? `worker ${fault.slot}` : 'redis';
      t.true(atMs >= (freeAt.get(target) ?? 0), `seed ${seed}: ${target}`);
      freeAt.set(target, atMs + fault.forMs);
      t.true(atMs + fault.forMs <= 60_000);
    }
    t.deepEqual([...seen].sort(), kinds);
  }
});

test('most handlers are done at once; a few wait, block, or take longer than a lease', (t) => {
  const behaviours = Array.from({ length: 50_000 }, (_, step) => behaviourOf(1, 'shop-1', step, false));
  const share = (matches: (behaviour: (typeof behaviours)[number]) => boolean) =>
    behaviours.filter(matches).length / behaviours.length;
  t.true(share(({ ms }) => ms === 0) > 0.8);
  t.true(share(({ way, ms }) => way === 'wait' && ms > 0 && ms < 100) > 0.05);
  t.true(share(({ way, ms }) => way === 'wait' && ms > 3_000) > 0);
  t.true(share(({ way, ms }) => way === 'block' && ms > 600) > 0);
  t.deepEqual(behaviourOf(1, 'shop-1', 5, false), behaviourOf(1, 'shop-1', 5, false));
});

test('no handler blocks longer than its lease when its message comes again', (t) => {
  const steps = Array.from({ length: 50_000 }, (_, step) => step);
  const longest = (again: boolean) =>
    Math.max(
      ...steps
        .map((step) => behaviourOf(1, 'shop-1', step, again))
        .map(({ way, ms }) => (way === 'block' ? ms : 0)),
    );
  t.true(longest(false) > 3_000);
  t.true(longest(true) < 2_400);
});

test('a record is read as it was written', (t) => {
  const handling = { worker: 'w1', stream: 'events:{shop:0}', epoch: 1_700_000_000_000, subject: 'shop-1' };
  const records: LogRecord[] = [
    { kind: 'start', at: 12.345678, ...handling, step: 3, id: 'x', again: false },
    { kind: 'end', at: 12.4, ...handling, step: 3, id: 'x', again: true },
    { kind: 'published', at: 1, subject: 'shop-1', step: 3, id: 'x' },
    { kind: 'killed', at: 1, worker: 'w1' },
    { kind: 'leaving', at: 1, worker: 'w1' },
    { kind: 'exited', at: 1, worker: 'w1' },
    { kind: 'note', at: 1, worker: 'w1', text: 'lost events:{shop:0}' },
  ];
  t.deepEqual(
    records.map((record) => readLine(writeLine(record).trimEnd())),
    records,
  );
});

test('a line that is no record is refused', (t) => {
  t.throws(() => readLine('start\t1\tw1'), { message: /cut off/ });
  t.throws(() => readLine('begin\t1'), { message: /no record of the kind 'begin'/ });
});

test('quantiles are values that occurred', (t) => {
  t.is(quantile([3, 1, 2], 0.5), 2);
  t.is(quantile([3, 1, 2], 1), 3);
  t.is(quantile([], 0.5), undefined);
});

test('the run takes ten minutes and a seed of its own, if nothing else is said', (t) => {
  t.like(readTortureOptions([]), { seconds: 600, json: false });
  t.deepEqual(readTortureOptions(['--seconds', '30', '--seed', '7', '--json']), {
    ...{ seconds: 30, seed: 7, json: true },
  });
});

test('a command line that makes no sense is explained', (t) => {
  for (const args of [['--seconds', '5'], ['--seed', 'x'], ['--fast'], ['now']])
    t.throws(() => readTortureOptions(args), { instanceOf: UsageError, message: /npm run torture/ });
});
