import test from 'ava';
import { createTurns } from '../src/turns.js';

test('acts of one key run one after another, those of others meanwhile, and a failure stops none', async (t) => {
  const inTurn = createTurns();
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

const deferred = () => {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
};
