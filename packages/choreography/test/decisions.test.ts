import test from 'ava';
import fc from 'fast-check';
import { MongoServerError, MongoWriteConcernError } from 'mongodb';
import { from, lastValueFrom, map, toArray } from 'rxjs';
import Type from 'typebox';
import { assign } from '../src/assignment.js';
import { compose, decode, derivedId, encode, newId } from '../src/index.js';
import { inLanes } from '../src/lanes.js';
import { partitionOf, streamsOf } from '../src/names.js';
import { isOutage } from '../src/outage.js';
import { backOff } from '../src/waiting.js';
import { ShopOrderPlaced } from './shop.js';

test('a message is the same after it was written and read', (t) => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.integer(),
      fc.option(fc.uuid(), { nil: undefined }),
      (orderId, step, causationId) => {
        const cause = { correlationId: newId(), ...(causationId !== undefined && { causationId }) };
        const message = compose(ShopOrderPlaced, { orderId, step }, { source: 'shop', cause });
        const expected = orderId === '' ? { ...message, subject: '' } : message;
        if (orderId !== '') t.deepEqual(decode(encode(message)), expected);
      },
    ),
  );
});

test('data that do not fit are refused, by the name of the field', (t) => {
  t.throws(() => compose(ShopOrderPlaced, JSON.parse('{"orderId":1,"step":1}'), { source: 'shop' }), {
    code: 'choreography.contract-broken',
    message: /\/orderId/,
  });
});

test('a subject may be a number; one that the data do not have is refused', (t) => {
  const data = Type.Object({ orderId: Type.Integer() });
  const numbered = { ...ShopOrderPlaced, data };
  t.is(compose(numbered, { orderId: 7 }, { source: 'shop' }).subject, '7');
  const mistyped = { ...ShopOrderPlaced, data, subject: 'orderid' };
  t.throws(() => compose(mistyped, { orderId: 7 }, { source: 'shop' }), {
    code: 'choreography.misdeclared',
  });
});

test('derived ids are the same for the same input, and differ otherwise; new ids sort by time', (t) => {
  t.is(derivedId('a', 'stock', 0), derivedId('a', 'stock', 0));
  t.not(derivedId('a', 'stock', 0), derivedId('a', 'stock', 1));
  t.true(newId(1_000) < newId(2_000));
  t.regex(newId(), /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('a subject has one partition, and a stream as many keys as it has partitions', (t) => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 64 }), (subject, partitions) => {
      const partition = partitionOf(subject, partitions);
      return partition >= 0 && partition < partitions && partition === partitionOf(subject, partitions);
    }),
  );
  t.is(partitionOf('foobar', 2 ** 31), 0xbf9cf968 % 2 ** 31);
  t.is(streamsOf(ShopOrderPlaced).length, 8);
});

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => `${prefix}${n}`);

test('every partition has one owner, and no share is larger than the cap', (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 9 }), (count, memberCount) => {
      const members = names('member-', memberCount);
      const owners = assign(names('partition-', count), members);
      const shares = members.map((member) => [...owners.values()].filter((owner) => owner === member).length);
      t.is(owners.size, count);
      t.true(Math.max(...shares) <= Math.ceil(count / memberCount));
    }),
  );
});

test('whoever reckons the shares comes to the same ones, and few move when a member comes', (t) => {
  const partitions = names('partition-', 32);
  const before = assign(partitions, names('member-', 3));
  t.deepEqual(assign([...partitions].reverse(), names('member-', 3).reverse()), before);
  const after = assign(partitions, names('member-', 4));
  const moved = partitions.filter((partition) => before.get(partition) !== after.get(partition));
  t.true(moved.length >= 8 && moved.length <= 20, `${moved.length} moved`);
});

test('lanes keep the order of each lane, whatever the times, and lose nothing', async (t) => {
  const item = fc.record({
    lane: fc.integer({ min: 0, max: 4 }).map(String),
    ms: fc.integer({ min: 0, max: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(item, { maxLength: 40 }), async (items) => {
      const running = new Set<string>();
      const numbered = items.map((one, number) => ({ ...one, number }));
      const work = async (one: (typeof numbered)[number]) => {
        if (running.has(one.lane)) throw new Error('two of one lane at once');
        running.add(one.lane);
        if (one.ms > 0) await new Promise((resolve) => setTimeout(resolve, one.ms));
        running.delete(one.lane);
        return one;
      };
      const lanes = from(numbered).pipe(
        inLanes(
          ({ lane }) => lane,
          work,
          (_, error) => {
            throw error;
          },
        ),
        map(({ result }) => result),
        toArray(),
      );
      const done = await lastValueFrom(lanes);
      t.is(done.length, items.length);
      for (const lane of new Set(items.map((one) => one.lane))) {
        const numbers = done.filter((one) => one.lane === lane).map(({ number }) => number);
        t.deepEqual(
          numbers,
          [...numbers].sort((a, b) => a - b),
        );
      }
    }),
    { numRuns: 30 },
  );
});

test('pauses grow up to their limit, and never all alike', (t) => {
  t.is(backOff(1, 100, 10_000, 1), 100);
  t.is(backOff(4, 100, 10_000, 1), 800);
  t.is(backOff(50, 100, 10_000, 1), 10_000);
  t.is(backOff(4, 100, 10_000, 0), 400);
});

test('an outage is told from a fault, also behind a cause', (t) => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  t.true(isOutage(refused));
  t.true(isOutage(new Error('could not save', { cause: refused })));
  t.true(isOutage(new AggregateError([refused])));
  t.true(isOutage(new Error('OOM command not allowed')));
  t.true(isOutage(Object.assign(new Error('x'), { name: 'MongoNetworkError' })));
  t.false(isOutage(new TypeError('x is not a function')));
  t.false(isOutage('ECONNREFUSED'));
});

test('a member of MongoDB that steps down, shuts down or recovers is an outage; what it refuses is not', (t) => {
  const refusal = (code: number, errorLabels: string[] = []) =>
    new MongoServerError({ message: 'refused', code, errorLabels });
  for (const code of [6, 7, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]) {
    t.true(isOutage(refusal(code)), String(code));
    t.true(isOutage(new Error('could not save', { cause: refusal(code) })), String(code));
  }
  const concern = { code: 91, errmsg: 'shutting down', errInfo: {} };
  t.true(isOutage(new MongoWriteConcernError({ ok: 1, writeConcernError: concern })));
  for (const label of ['RetryableWriteError', 'TransientTransactionError', 'SystemOverloadedError'])
    t.true(isOutage(refusal(112, [label])), label);
  // A duplicate key, a document that does not fit its collection, a write that lost to another.
  for (const code of [11_000, 121, 112]) t.false(isOutage(refusal(code)), String(code));
  t.false(isOutage(refusal(11_000, ['NoWritesPerformed'])));
  t.false(isOutage(Object.assign(new Error('PERMISSION_DENIED'), { code: 7 })), 'a number of somebody else');
});
