import { newId } from '@obey/choreography';
import { until } from '@obey/test-servers';
import test from 'ava';
import type { Alert } from '../src/alert.js';
import { createPushing, type Listener } from '../src/pushing.js';
import type { Look } from '../src/shown.js';

const userId = newId();
const stored = (n: number, changes: Partial<Alert> = {}): Alert => ({
  _id: newId(),
  userId,
  kind: 'banned',
  posts: [],
  raisedAt: new Date(n),
  read: false,
  ...changes,
});
const toldOf = ({ _id, raisedAt }: Alert) => ({ alertId: _id, userId, raisedAt });

/** Alerts as they stand in the database, and one who listens. */
const stage = (alerts: readonly Alert[], look: Look = async () => (_person, alert) => alert) => {
  const heard: string[] = [];
  const failures: unknown[] = [];
  let reads = 0;
  const listener: Listener = {
    person: { userId, rank: 7, permissions: [] },
    hear: ({ _id }) => heard.push(_id),
    beat: () => {},
    fail: (error) => failures.push(error),
  };
  const push = createPushing({
    store: {
      alerts: {
        named: async (ids) => {
          reads += 1;
          return new Map(alerts.filter(({ _id }) => ids.includes(_id)).map((one) => [one._id, one]));
        },
      },
    },
    look,
    listenersOf: (id) => (id === userId ? [listener] : []),
  });
  return { push, heard, failures, reads: () => reads };
};

test('what is told while others are looked at is pushed after them, in few goes', async (t) => {
  const alerts = Array.from({ length: 900 }, (_, n) => stored(n));
  const { push, heard, reads } = stage(alerts);
  for (const alert of alerts) push(toldOf(alert));
  await until('all are pushed', () => heard.length === alerts.length);
  t.deepEqual(
    heard,
    alerts.map(({ _id }) => _id),
  );
  t.is(reads(), 3);
  push(toldOf(stored(1)));
  push(toldOf(alerts[0] ?? stored(1)));
  await until('one more is pushed', () => heard.length === alerts.length + 1);
});

test('what its reader may not see any more is not pushed, nor what is gone, nor what has grown and is told of again', async (t) => {
  const [seen, hidden, gone, grown] = [stored(1), stored(2), stored(3), stored(4)];
  const later = { ...grown, raisedAt: new Date(5) };
  const { push, heard } = stage([seen, hidden, later], async () => (person, alert) => {
    t.is(person.rank, 7);
    return alert._id === hidden._id ? undefined : alert;
  });
  for (const alert of [hidden, gone, grown, seen]) push(toldOf(alert));
  await until('the one is pushed', () => heard.length > 0);
  push(toldOf(later));
  await until('what has grown is pushed', () => heard.length > 1);
  t.deepEqual(heard, [seen._id, grown._id]);
});

test('who cannot be told hears of that, and what is told later is pushed', async (t) => {
  const alert = stored(1);
  let fails = true;
  const { push, heard, failures } = stage([alert], async () => {
    if (fails) throw new Error('The database is away');
    return (_person, one) => one;
  });
  push(toldOf(alert));
  await until('it has failed', () => failures.length === 1);
  fails = false;
  push(toldOf(alert));
  await until('it is pushed', () => heard.length === 1);
  t.is(failures.length, 1);
});
