import test from 'ava';
import { createTurns } from '../src/turns.js';

test('acts of one key run one after another, those of others meanwhile, and a failure stops none', async (t) => {
  const inTurn = createTurns<number>({ most: 10, full });
  const log: string[] = [];
  const { promise: gate, resolve: open } = deferred();
  const first = inTurn('a', async () => {
    await gate;
    log.push('a1');
    throw new Error('a1 failed');
  });
  const second = inTurn('a', async () => log.push('a2'));
  await inTurn('b', async () => log.push('b1'));
  open();
  await t.throwsAsync(first, { message: 'a1 failed' });
  await second;
  t.deepEqual(log, ['b1', 'a1', 'a2']);
});

test('each is given what the one before it gave, and more than may wait are turned away', async (t) => {
  const inTurn = createTurns<number>({ most: 3, full });
  const next = (before = 0) => Promise.resolve(before + 1);
  const three = [1, 2, 3].map(() => inTurn('a', next));
  await t.throwsAsync(inTurn('a', next), { message: 'a is full' });
  t.is(await inTurn('b', next), 1);
  t.deepEqual(await Promise.all(three), [1, 2, 3]);
  t.is(await inTurn('a', next), 1);
});

const full = (key: string): never => {
  throw new Error(`${key} is full`);
};

const deferred = () => {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
};
