import test from 'ava';
import fc from 'fast-check';
import { assign } from '../src/assignment.js';

const streams = (count: number) => Array.from({ length: count }, (_, n) => `events:{shop:${n}}`);

test('as members come and go, shares differ by one at most: nobody stays idle', (t) => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 9 }),
      fc.integer({ min: 1, max: 40 }),
      (members, count) => {
        const owners = assign(streams(count), members);
        const shares = members.map(
          (member) => [...owners.values()].filter((owner) => owner === member).length,
        );
        t.is(owners.size, count);
        t.true(Math.max(...shares) - Math.min(...shares) <= 1, shares.join(' '));
      },
    ),
  );
});

test('a member that comes moves few partitions but its own share, on the average', (t) => {
  const partitions = streams(8);
  const trials = 100;
  for (let before = 2; before < 8; before++) {
    let moved = 0;
    for (let trial = 0; trial < trials; trial++) {
      const members = Array.from({ length: before + 1 }, (_, n) => `member-${trial}-${n}`);
      const [from, to] = [assign(partitions, members.slice(1)), assign(partitions, members)];
      moved += partitions.filter((partition) => from.get(partition) !== to.get(partition)).length;
    }
    t.true(moved / trials < 3.5, `${moved / trials} of 8 moved from ${before} members to ${before + 1}`);
  }
});
