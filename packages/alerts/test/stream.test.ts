import { setImmediate as turn } from 'node:timers/promises';
import { newId } from '@obey/choreography';
import type { Line } from '@obey/service-kit';
import { until } from '@obey/test-servers';
import test from 'ava';
import { type Alert, isAfter } from '../src/alert.js';
import type { Listener } from '../src/pushing.js';
import { alertStream } from '../src/stream.js';
import { viewOf } from '../src/view.js';

const userId = newId();
const alert = (n: number, changes: Partial<Alert> = {}): Alert => ({
  _id: `00000000-0000-8000-8000-${`${n}`.padStart(12, '0')}`,
  userId,
  kind: 'banned',
  reason: `alert ${n}`,
  posts: [],
  raisedAt: new Date(1_000 + n),
  read: false,
  ...changes,
});
const eventId = (n: number) => `${1_000 + n}.${alert(n)._id}`;

interface Options {
  readonly stored?: Alert[];
  readonly lastEventId?: string;
  readonly buffer?: number;
  /** Whether the client reads; else it takes what is written before, and then no more. */
  readonly reads?: () => boolean;
  /** Runs whenever the database is read. */
  readonly onRead?: (hear: (...alerts: Alert[]) => void) => void;
}

/** A stream to a client that can be told to stop reading. */
const open = ({ stored = [], lastEventId, buffer = 100, reads = () => true, onRead }: Options = {}) => {
  const listeners = new Set<Listener>();
  const state = { text: '', cuts: 0, troubles: 0 };
  const hear = (...alerts: Alert[]) => {
    for (const one of alerts)
      for (const listener of listeners) listener.hear(one, JSON.stringify(viewOf(one)));
  };
  const line: Line = {
    write: (text) => {
      state.text += text;
      return reads();
    },
    end: () => writer.closed(),
    cut: () => {
      state.cuts += 1;
      writer.closed();
    },
  };
  const writer = alertStream(
    {
      store: {
        alerts: {
          list: async (_userId, { from, limit }) => {
            const found = stored.filter((one) => from && isAfter(one, from)).slice(0, limit);
            onRead?.(hear);
            return found;
          },
        },
      },
      shown: async (_person, found) => [...found],
      live: {
        join: (joined) => {
          listeners.add(joined);
          return () => listeners.delete(joined);
        },
      },
      retryMs: 3_000,
      buffer,
    },
    {
      person: { userId, rank: 0, permissions: [] },
      lastEventId,
      onTrouble: () => {
        state.troubles += 1;
      },
    },
  )(line);
  return {
    writer,
    listeners,
    hear,
    beat: () => {
      for (const listener of listeners) listener.beat();
    },
    state,
    texts: () => [...state.text.matchAll(/"text":"You were banned: (.*?)"/g)].map(([, found]) => found),
    ids: () => [...state.text.matchAll(/^id: (.*)$/gm)].map(([, found]) => found),
  };
};

test('a new stream begins with the time to reconnect, and sends what is raised from then on', (t) => {
  const { hear, state, texts } = open({ stored: [alert(1)] });
  hear(alert(2));
  t.deepEqual(texts(), ['alert 2']);
  t.true(state.text.startsWith('retry: 3000\n\n'));
  t.regex(
    state.text,
    /\n\nevent: alert\nid: 1002\.\S+2\ndata: \{.*"text":"You were banned: alert 2".*\}\n\n$/,
  );
});

test('a resumed stream first sends what came after the last alert, in order, over many batches', async (t) => {
  const stored = Array.from({ length: 350 }, (_, n) => alert(n));
  const { hear, ids } = open({ stored, lastEventId: eventId(40) });
  hear(alert(400));
  await until('all is sent', () => ids().length === 310);
  t.deepEqual(ids(), [...stored.slice(41).map((_, n) => eventId(41 + n)), eventId(400)]);
});

test('an alert that is raised while the stream catches up is sent once', async (t) => {
  let reads = 0;
  const { hear, texts } = open({
    stored: [alert(1), alert(2)],
    lastEventId: eventId(1),
    // Once after the database was read, and so not found there; once found there and heard too.
    onRead: (heard) => {
      reads += 1;
      if (reads === 1) heard(alert(2), alert(3));
    },
  });
  await until('both are sent', () => texts().length >= 2);
  hear(alert(2), alert(3), alert(4));
  t.deepEqual(texts(), ['alert 2', 'alert 3', 'alert 4']);
});

test('an alert that grew while nobody listened is sent again, and so is what came before it', async (t) => {
  const grown = alert(1, { raisedAt: new Date(2_000), reason: 'alert 1, grown' });
  const { texts, ids } = open({ stored: [alert(2), alert(3), grown], lastEventId: eventId(1) });
  await until('all is sent', () => texts().length === 3);
  t.deepEqual(texts(), ['alert 2', 'alert 3', 'alert 1, grown']);
  t.is(ids().at(-1), `2000.${grown._id}`);
});

test('an alert that grows is sent each time it has grown, and once', (t) => {
  const { hear, texts, ids } = open();
  const grown = alert(1, { raisedAt: new Date(2_000), reason: 'alert 1, grown' });
  hear(alert(1), alert(2), grown, grown, alert(1));
  t.deepEqual(texts(), ['alert 1', 'alert 2', 'alert 1, grown']);
  t.is(ids().at(-1), `2000.${grown._id}`);
});

test('an alert heard after a newer one is sent without an id, so that nobody resumes from before', (t) => {
  const { hear, texts, ids } = open();
  hear(alert(5), alert(4), alert(4), alert(6));
  t.deepEqual(texts(), ['alert 5', 'alert 4', 'alert 6']);
  t.deepEqual(ids(), [eventId(5), eventId(6)]);
});

test('a last event that is none of ours means to begin with what is raised now', (t) => {
  for (const lastEventId of ['nonsense', alert(1)._id, '1.2.3', '99999999999999999.x']) {
    const { hear, texts } = open({ stored: [alert(1)], lastEventId });
    hear(alert(2));
    t.deepEqual(texts(), ['alert 2'], lastEventId);
  }
});

test('signs of life are comments, and a client that leaves them unread is cut off', (t) => {
  let reading = true;
  const { beat, state, listeners } = open({ reads: () => reading });
  beat();
  t.true(state.text.endsWith('\n\n:\n\n'));
  reading = false;
  for (let n = 0; n < 3; n++) beat();
  t.is(state.text.split(':\n\n').length, 3);
  t.is(state.cuts, 0);
  for (let n = 0; n < 3; n++) beat();
  t.is(state.cuts, 1);
  t.is(listeners.size, 0);
});

test('a client that goes on reading gets what has waited, in order, and is not cut off', (t) => {
  let reading = false;
  const { hear, beat, writer, texts, state } = open({ reads: () => reading, buffer: 10 });
  for (let n = 1; n <= 9; n++) hear(alert(n));
  t.deepEqual(texts(), ['alert 1']);
  reading = true;
  writer.drained();
  t.is(texts().length, 9);
  hear(alert(10));
  for (let n = 0; n < 20; n++) beat();
  t.deepEqual(
    texts(),
    Array.from({ length: 10 }, (_, n) => `alert ${n + 1}`),
  );
  t.is(state.cuts, 0);
});

test('a client that does not read is cut off when too much waits for it, and is forgotten', async (t) => {
  for (const lastEventId of [undefined, eventId(0)]) {
    const stored = [alert(1), alert(2)];
    const { hear, state, listeners } = open({
      reads: () => false,
      buffer: 10,
      stored,
      ...(lastEventId && { lastEventId }),
    });
    await turn();
    for (let n = 3; n < 30; n++) hear(alert(n));
    t.is(state.cuts, 1);
    t.is(listeners.size, 0);
  }
});

test('a client that reads slowly catches up at its own pace', async (t) => {
  const stored = Array.from({ length: 250 }, (_, n) => alert(n));
  const { texts, writer } = open({ stored, lastEventId: eventId(0), reads: () => false });
  for (let n = 1; n < 250; n++) {
    await until('the next is sent', () => texts().length === n);
    writer.drained();
  }
  t.is(new Set(texts()).size, 249);
});

test('a stream that cannot catch up is cut, so that its client comes back for the rest', async (t) => {
  const { state, listeners } = open({
    lastEventId: eventId(0),
    onRead: () => {
      throw new Error('The database is away');
    },
  });
  await until('it is cut', () => state.cuts === 1);
  t.is(state.troubles, 1);
  t.is(listeners.size, 0);
});

test('a stream that is closed is forgotten, also while it catches up', async (t) => {
  const { writer, listeners, hear, texts } = open({ stored: [alert(1)], lastEventId: eventId(0) });
  t.is(listeners.size, 1);
  writer.closed();
  await turn();
  hear(alert(2));
  t.is(listeners.size, 0);
  t.deepEqual(texts(), []);
});
