import type { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { newId } from '@obey/choreography';
import { until } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { type Alert, isAfter } from '../src/alert.js';
import type { Listener } from '../src/live.js';
import { alertStream } from '../src/stream.js';

const userId = newId();
const alert = (n: number, changes: Partial<Alert> = {}): Alert => ({
  _id: `00000000-0000-8000-8000-${`${n}`.padStart(12, '0')}`,
  userId,
  kind: 'thread-replied',
  text: `alert ${n}`,
  raisedAt: new Date(1_000 + n),
  read: false,
  ...changes,
});

interface Options {
  readonly stored?: Alert[];
  readonly lastEventId?: string;
  readonly buffer?: number;
  /** Runs whenever the database is read. */
  readonly onRead?: (listener: Listener | undefined) => void;
}

const open = (t: ExecutionContext, { stored = [], lastEventId, buffer = 100, onRead }: Options = {}) => {
  const listeners = new Set<Listener>();
  const ending = new AbortController();
  let cuts = 0;
  const listener = () => [...listeners][0];
  const stream = alertStream(
    {
      store: {
        find: async (_userId, id) => stored.find(({ _id }) => _id === id) ?? null,
        list: async (_userId, { from, limit }) => {
          const found = stored.filter((one) => from && isAfter(one, from)).slice(0, limit);
          onRead?.(listener());
          return found;
        },
      },
      live: {
        join: (_userId, joined) => {
          listeners.add(joined);
          return () => listeners.delete(joined);
        },
      },
      retryMs: 3_000,
      buffer,
    },
    {
      userId,
      lastEventId,
      signal: ending.signal,
      cut: () => {
        cuts += 1;
      },
    },
  );
  t.teardown(() => stream.destroy());
  return { stream, listener, listeners, end: () => ending.abort(), cuts: () => cuts };
};

const reading = (stream: Readable) => {
  let text = '';
  stream.on('data', (chunk) => {
    text += String(chunk);
  });
  return {
    text: () => text,
    texts: () => [...text.matchAll(/"text":"(.*?)"/g)].map(([, found]) => found),
    ids: () => [...text.matchAll(/^id: (.*)$/gm)].map(([, found]) => found),
  };
};

test('a new stream begins with the time to reconnect, and sends what is raised from then on', async (t) => {
  const { stream, listener } = open(t, { stored: [alert(1)] });
  const read = reading(stream);
  listener()?.hear(alert(2));
  await until('the alert is sent', () => read.texts().length === 1);
  t.true(read.text().startsWith('retry: 3000\n\n'));
  t.regex(read.text(), /\n\nevent: alert\nid: \S+2\ndata: \{.*"text":"alert 2".*\}\n\n$/);
});

test('a resumed stream first sends what came after the last alert, in order, over many batches', async (t) => {
  const stored = Array.from({ length: 350 }, (_, n) => alert(n));
  const { stream, listener } = open(t, { stored, lastEventId: alert(40)._id });
  const read = reading(stream);
  listener()?.hear(alert(400));
  await until('all is sent', () => read.texts().length === 310);
  t.deepEqual(
    read.ids(),
    [...stored.slice(41), alert(400)].map(({ _id }) => _id),
  );
});

test('an alert that is raised while the stream catches up is sent once', async (t) => {
  const stored = [alert(1), alert(2)];
  let reads = 0;
  const { stream, listener } = open(t, {
    stored,
    lastEventId: alert(1)._id,
    // Once after the database was read, and so not found there; once found there and heard too.
    onRead: (heard) => {
      reads += 1;
      if (reads === 1) for (const n of [2, 3]) heard?.hear(alert(n));
    },
  });
  const read = reading(stream);
  await until('both are sent', () => read.texts().length >= 2);
  listener()?.hear(alert(2));
  listener()?.hear(alert(3));
  listener()?.hear(alert(4));
  await until('the last is sent', () => read.texts().includes('alert 4'));
  t.deepEqual(read.texts(), ['alert 2', 'alert 3', 'alert 4']);
});

test('an alert heard after a newer one is sent without an id, so that nobody resumes from before', async (t) => {
  const { stream, listener } = open(t);
  const read = reading(stream);
  for (const n of [5, 4, 6]) listener()?.hear(alert(n));
  await until('all are sent', () => read.texts().length === 3);
  t.deepEqual(read.texts(), ['alert 5', 'alert 4', 'alert 6']);
  t.deepEqual(read.ids(), [alert(5)._id, alert(6)._id]);
});

test('a last alert that nobody knows means to begin with what is raised now', async (t) => {
  const { stream, listener } = open(t, { stored: [alert(1)], lastEventId: 'nonsense' });
  const read = reading(stream);
  listener()?.hear(alert(2));
  await until('the alert is sent', () => read.texts().length === 1);
  t.deepEqual(read.texts(), ['alert 2']);
});

test('signs of life are comments, and do not pile up for a client that does not read', async (t) => {
  const { stream, listener } = open(t);
  for (let n = 0; n < 1_000; n++) {
    listener()?.beat();
    await turn();
  }
  const read = reading(stream);
  listener()?.hear(alert(1));
  await until('the alert is sent', () => read.texts().length === 1);
  t.true(read.text().split(':\n\n').length < 30);
  listener()?.beat();
  await until('a sign of life comes', () => read.text().endsWith(':\n\n'));
  t.is(read.texts().length, 1);
});

test('a client that does not read is cut off when too much waits for it, and is forgotten', async (t) => {
  const { stream, listener, listeners, cuts } = open(t, { buffer: 10 });
  for (let n = 0; cuts() === 0 && n < 1_000; n++) {
    listener()?.hear(alert(n));
    await turn();
  }
  t.is(cuts(), 1);
  stream.destroy();
  await until('it is forgotten', () => listeners.size === 0);
});

test('a stream that is ended ends, and is forgotten', async (t) => {
  const { stream, listeners, end } = open(t);
  reading(stream);
  let ended = false;
  stream.once('end', () => {
    ended = true;
  });
  await until('it is listening', () => listeners.size === 1);
  end();
  await until('it has ended', () => ended);
  t.is(listeners.size, 0);
});
