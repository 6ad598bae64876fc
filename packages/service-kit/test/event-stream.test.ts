import test from 'ava';
import { eventStream, type ServerSentEvent } from '../src/index.js';

type Observer = Parameters<Parameters<typeof eventStream>[0]['subscribe']>[0];

/** A source that says its newest value to whoever comes, and a client that reads, or does not. */
const start = async () => {
  const listeners = new Set<Observer>();
  let newest: ServerSentEvent | undefined = { event: 'price', data: 0 };
  const source = {
    subscribe: (observer: Observer) => {
      listeners.add(observer);
      if (newest) observer.next(newest);
      return { unsubscribe: () => void listeners.delete(observer) };
    },
  };
  const client = { text: '', reads: true, end: 'open' };
  const { body } = await eventStream(source);
  const writer = body({
    write: (text) => {
      client.text += text;
      return client.reads;
    },
    end: () => {
      client.end = 'ended';
    },
    cut: () => {
      client.end = 'cut';
    },
  });
  const say = (data: number) => {
    newest = { event: 'price', data };
    for (const { next } of listeners) next(newest);
  };
  return { listeners, client, writer, say };
};

test('values become server-sent events, and the stream ends with their source', async (t) => {
  const { listeners, client, say } = await start();
  say(3);
  t.regex(client.text, /^retry: \d+\n\nevent: price\ndata: 0\n\nevent: price\ndata: 3\n\n$/);
  for (const { complete } of listeners) complete();
  t.is(client.end, 'ended');
});

test('a client that does not read costs no memory: it misses values, and has the last when it reads again', async (t) => {
  const { client, writer, say } = await start();
  client.reads = false;
  for (let n = 1; n < 10_000; n++) say(n);
  t.true(client.text.length < 100);
  client.reads = true;
  writer.drained();
  t.true(client.text.endsWith('data: 9999\n\n'));
  say(10_000);
  t.true(client.text.endsWith('data: 10000\n\n'));
});

test('an error of the source cuts the stream off, and a client that has gone is listened for no more', async (t) => {
  const { listeners, client, writer } = await start();
  t.is(listeners.size, 1);
  for (const { error } of listeners) error(new Error('away'));
  t.is(client.end, 'cut');
  writer.closed();
  t.is(listeners.size, 0);
});

test('an error before the first value is the answer, and no stream begins', async (t) => {
  let left = false;
  const failing = eventStream({
    subscribe: ({ error }) => {
      error(new Error('away'));
      return {
        unsubscribe: () => {
          left = true;
        },
      };
    },
  });
  await t.throwsAsync(failing, { message: 'away' });
  t.true(left);
});
