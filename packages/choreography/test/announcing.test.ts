import { setTimeout as delay } from 'node:timers/promises';
import { until } from '@obey/test-servers';
import test from 'ava';
import { defaultTuning } from '../src/index.js';
import { createAnnouncer } from '../src/topology.js';
import type { Directory } from '../src/transport.js';

type Answer = (written: readonly string[]) => string | undefined | Promise<string | undefined>;

/** An announcer whose directory answers as the test says, with what was written so far at hand. */
const announcing = async (answer: Answer, declarations = 1) => {
  const written: string[] = [];
  const lost: string[] = [];
  const directory: Directory = {
    announce: async ({ described }) => {
      written.push(described);
      return answer([...written]);
    },
    withdraw: async () => {},
    read: async () => ({ instances: [], services: [] }),
    forget: async () => {},
  };
  const announcer = createAnnouncer({
    directory,
    service: 'stock',
    instance: 'stock-1',
    tuning: { ...defaultTuning, heartbeatMs: 5, heartbeatTtlMs: 60_000 },
    observe: () => {},
    dataLost: (what) => lost.push(what),
  });
  for (let count = 0; count < declarations; count++)
    await announcer.declare({ says: [], asks: [], reactsTo: [] });
  await until('it has told of itself a few times', () => written.length >= 6);
  await announcer.close();
  return lost;
};

test('a description that had no answer, and arrives late, is no sign of a loss', async (t) => {
  const lost = await announcing((written) => {
    const [, unanswered] = written;
    if (written.length === 2) throw new Error('Command timed out');
    return written.length === 5 ? unanswered : written.length === 3 ? written.at(0) : written.at(-2);
  });
  t.deepEqual(lost, []);
});

test('a description older than the one that was answered last is a sign of a loss, and so is none', async (t) => {
  const older = await announcing((written) => (written.length === 5 ? written.at(0) : written.at(-2)));
  t.is(older.length, 1);
  const none = await announcing((written) => (written.length === 5 ? undefined : written.at(-2)));
  t.is(none.length, 1);
});

test('descriptions that are under way at once are no sign of a loss', async (t) => {
  const lost = await announcing(async (written) => {
    await delay(20);
    return written.at(-2);
  }, 5);
  t.deepEqual(lost, []);
});
