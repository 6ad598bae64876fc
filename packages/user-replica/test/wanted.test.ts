import { AskTimeout, Stopping } from '@obey/choreography';
import { until } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { createWanted } from '../src/wanted.js';

/** Questions that wait until the test settles them. */
const startWanted = (t: ExecutionContext, options: { concurrency?: number; capacity?: number } = {}) => {
  const open: { userId: string; settle: (error?: Error) => void }[] = [];
  const troubles: unknown[] = [];
  const asked: string[] = [];
  const wanted = createWanted({
    ...options,
    pauseMs: [20, 40],
    onTrouble: (_, error) => troubles.push(error),
    ask: (userId) =>
      new Promise<void>((resolve, reject) => {
        asked.push(userId);
        open.push({ userId, settle: (error) => (error ? reject(error) : resolve()) });
      }),
  });
  t.teardown(wanted.close);
  const settle = async (error?: Error) => {
    for (const { settle } of open.splice(0)) settle(error);
    // What follows from it has happened then, and no timer has fired yet.
    for (let steps = 0; steps < 20; steps += 1) await undefined;
  };
  return { wanted, open, asked, troubles, settle };
};
const away = () => new AskTimeout('auth.get-user-by-id', 0);

test('each user is asked about once, and only some at a time', async (t) => {
  const { wanted, asked, settle } = startWanted(t, { concurrency: 2 });
  wanted.want(['a', 'b', 'c', 'a']);
  wanted.want(['a', 'c']);
  t.deepEqual(asked, ['a', 'b']);
  await settle();
  t.deepEqual(asked, ['a', 'b', 'c']);
  await settle();
  t.deepEqual(asked, ['a', 'b', 'c']);
  wanted.want(['a']);
  t.is(asked.length, 4);
});

test('while there is no answer it pauses, tries with one question, and forgets nobody', async (t) => {
  const { wanted, open, asked, troubles, settle } = startWanted(t, { concurrency: 2 });
  wanted.want(['a', 'b', 'c']);
  for (let times = 0; times < 3; times += 1) {
    const before = asked.length;
    await settle(away());
    wanted.want(['d']);
    t.is(asked.length, before, 'it pauses');
    await until('it tries again', () => asked.length > before);
    t.is(open.length, 1);
  }
  t.is(troubles.length, 1, 'it was away once');
  const before = asked.length - 1;
  for (let times = 0; times < 3; times += 1) await settle();
  t.deepEqual(asked.slice(before).sort(), ['a', 'b', 'c', 'd']);
  await settle();
  t.is(open.length, 0);
  wanted.want(['e', 'f', 'g']);
  t.is(open.length, 2, 'it is back');
  await settle(away());
  t.is(troubles.length, 2, 'it is away once more');
});

test('past its capacity it takes nobody until there is room', async (t) => {
  const { wanted, asked, settle } = startWanted(t, { concurrency: 1, capacity: 2 });
  wanted.want(['a', 'b', 'c', 'd', 'e']);
  for (let times = 0; times < 5; times += 1) await settle();
  t.deepEqual(asked, ['a', 'b']);
  wanted.want(['e']);
  t.deepEqual(asked, ['a', 'b', 'e']);
});

test('it asks nothing once it is closed, or once the runtime stops', async (t) => {
  const closed = startWanted(t, { concurrency: 1 });
  closed.wanted.want(['a', 'b']);
  closed.wanted.close();
  await closed.settle();
  closed.wanted.want(['c']);
  t.deepEqual(closed.asked, ['a']);
  const stopped = startWanted(t, { concurrency: 1 });
  stopped.wanted.want(['a', 'b']);
  await stopped.settle(new Stopping('A question'));
  stopped.wanted.want(['c']);
  t.deepEqual(stopped.asked, ['a']);
  t.deepEqual(stopped.troubles, []);
});
