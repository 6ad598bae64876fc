import test from 'ava';
import { check } from '../src/check.js';
import type { Handling, LogRecord } from '../src/records.js';

interface Told {
  readonly at: number;
  readonly step?: number;
  readonly worker?: string;
  readonly epoch?: number;
  readonly subject?: string;
}

const idOf = (subject: string, step: number) => `${subject}#${step}`;

const handling = (
  kind: Handling['kind'],
  { at, step = 1, worker = 'w1', epoch = 1, subject = 'a' }: Told,
) => ({
  ...{ kind, at, worker, epoch, subject, step },
  stream: 'events:{shop:0}',
  id: idOf(subject, step),
  again: false,
});
const start = (told: Told): LogRecord => handling('start', told);
const end = (told: Told): LogRecord => handling('end', told);
const published = (step: number, subject = 'a'): LogRecord => ({
  ...{ kind: 'published', at: 0, subject, step },
  id: idOf(subject, step),
});
const killed = (worker: string, at: number): LogRecord => ({ kind: 'killed', at, worker });
const leaving = (worker: string, at: number): LogRecord => ({ kind: 'leaving', at, worker });

/** Published, begun and ended, one after the other. */
const done = (...steps: readonly number[]) =>
  steps.flatMap((step) => [
    published(step),
    start({ step, at: step * 10 }),
    end({ step, at: step * 10 + 5 }),
  ]);

const find = (...records: readonly LogRecord[]) =>
  check(
    records,
    records.flatMap((record) => (record.kind === 'end' ? [record.id] : [])),
  );

test('a run in which all is well has no faults', (t) => {
  t.deepEqual(find(...done(1, 2, 3)), {
    ...{ published: 3, handled: 3, lost: [], unfinished: [], unsaid: [], orderBreaks: [], pastOwners: [] },
    ...{ overlaps: 0, deliveredTwice: 0, saidTwice: 0, takeoversAfterKill: [], takeoversAfterLeaving: [] },
  });
});

test('a message that was published and never begun is lost', (t) => {
  const { lost, orderBreaks } = find(...done(1, 3), published(2));
  t.deepEqual(lost, ['a step 2 (a#2)']);
  t.deepEqual(orderBreaks, [], 'what is lost breaks no order besides');
});

test('a message that was begun and never ended by anybody is unfinished', (t) => {
  t.deepEqual(find(published(1), start({ at: 1 })).unfinished, ['a step 1 (a#1)']);
  t.deepEqual(
    find(published(1), start({ at: 1 }), start({ at: 2, worker: 'w2' }), end({ at: 3, worker: 'w2' }))
      .unfinished,
    [],
  );
});

test('a message that ended without its follow-up is named, and one that was followed twice is counted', (t) => {
  const { unsaid, saidTwice } = check(done(1, 2, 3), ['a#1', 'a#1', 'a#3']);
  t.deepEqual(unsaid, ['a step 2 (a#2)']);
  t.is(saidTwice, 1);
});

test('a step that begins before the step before it breaks the order', (t) => {
  const { orderBreaks } = find(
    ...done(1),
    ...[
      start({ step: 3, at: 20 }),
      end({ step: 3, at: 21 }),
      start({ step: 2, at: 22 }),
      end({ step: 2, at: 23 }),
    ],
  );
  t.is(orderBreaks.length, 1);
  t.regex(orderBreaks[0] ?? '', /^a step 3 .* begun 2\.000 ms before step 2$/);
});

test('a step that begins while the step before it still runs breaks the order', (t) => {
  const { orderBreaks } = find(
    ...[
      start({ step: 1, at: 1 }),
      start({ step: 2, at: 2 }),
      end({ step: 1, at: 3 }),
      end({ step: 2, at: 4 }),
    ],
  );
  t.regex(orderBreaks[0] ?? '', /begun 1\.000 ms before step 1 ended$/);
  const unended = find(start({ step: 1, at: 1 }), start({ step: 2, at: 2 }), end({ step: 2, at: 4 }));
  t.regex(unended.orderBreaks[0] ?? '', /step 1 never ended$/);
});

test('steps of other subjects in between, and repetitions, break no order', (t) => {
  const { orderBreaks, deliveredTwice } = find(
    ...done(1, 2, 3),
    ...[start({ step: 1, at: 15, subject: 'b' }), end({ step: 1, at: 40, subject: 'b' })],
    ...[start({ step: 1, at: 50, worker: 'w2', epoch: 2 }), end({ step: 1, at: 51, worker: 'w2', epoch: 2 })],
  );
  t.deepEqual(orderBreaks, []);
  t.is(deliveredTwice, 1);
});

test('a start under an epoch after one under a greater epoch is one by a past owner', (t) => {
  const { pastOwners, overlaps } = find(
    ...[start({ step: 1, at: 1 }), end({ step: 1, at: 2 })],
    ...[start({ step: 2, at: 3, worker: 'w2', epoch: 2 }), end({ step: 2, at: 4, worker: 'w2', epoch: 2 })],
    ...[start({ step: 3, at: 5 }), end({ step: 3, at: 6 })],
    ...[start({ step: 4, at: 7, worker: 'w2', epoch: 2 }), end({ step: 4, at: 8, worker: 'w2', epoch: 2 })],
  );
  t.is(pastOwners.length, 1);
  t.regex(pastOwners[0] ?? '', /^a step 3 .* by w1 in epoch 1 at 5\.000, after w2 in epoch 2$/);
  t.is(overlaps, 0);
});

test('a handler that still runs when the next owner begins overlaps, and is counted once', (t) => {
  const frozen = [
    ...[start({ step: 1, at: 1 }), start({ step: 1, at: 5, worker: 'w2', epoch: 2 })],
    ...[start({ step: 1, at: 6, subject: 'b', worker: 'w2', epoch: 2 }), end({ step: 1, at: 7 })],
  ];
  t.is(find(...frozen).overlaps, 1);
  t.deepEqual(find(...frozen).pastOwners, []);
  t.is(find(...frozen, killed('w1', 3)).overlaps, 0, 'the dead run no handlers');
  t.is(
    find(start({ at: 1 }), start({ step: 2, at: 2, epoch: 2 })).overlaps,
    0,
    'a new epoch of the same owner',
  );
});

test('records are checked by their time, in whatever order they are read', (t) => {
  t.deepEqual(find(...done(1, 2, 3).toReversed()), find(...done(1, 2, 3)));
});

test('takeovers are reckoned from the kill, or the wish to leave, to the first start by another', (t) => {
  const taken = [...done(1), start({ step: 2, at: 500, worker: 'w2', epoch: 2 })];
  t.deepEqual(find(...taken, killed('w1', 100)).takeoversAfterKill, [400]);
  t.deepEqual(find(...taken, killed('w1', 100)).takeoversAfterLeaving, []);
  t.deepEqual(find(...taken, leaving('w1', 450)).takeoversAfterLeaving, [50]);
  t.deepEqual(find(...taken, killed('w1', 600)).takeoversAfterKill, [], 'it had lost the partition before');
  t.deepEqual(find(...done(1), killed('w1', 600)).takeoversAfterKill, [], 'nothing came any more');
});
