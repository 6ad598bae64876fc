import test from 'ava';
import { eventStream, type ServerSentEvent } from '../src/index.js';

type Observer = Parameters<Parameters<typeof eventStream>[0]['subscribe']>[0];

const start = () => {
  const state: { observer?: Observer; left: boolean } = { left: false };
  const { body } = eventStream({
    subscribe: (observer) => {
      state.observer = observer;
      return {
        unsubscribe: () => {
          state.left = true;
        },
      };
    },
  });
  const say = (event: ServerSentEvent) => state.observer?.next(event);
  return { state, body, say };
};

test('values become server-sent events, and the stream ends with their source', async (t) => {
  const { state, body, say } = start();
  say({ event: 'price', data: { amount: 3 } });
  state.observer?.complete();
  const text = (await body.toArray()).join('');
  t.regex(text, /^retry: \d+\n\nevent: price\ndata: \{"amount":3\}\n\n$/);
});

test('a client that does not read costs no memory: it misses values', (t) => {
  const { body, say } = start();
  for (let n = 0; n < 10_000; n++) say({ event: 'price', data: n });
  t.true(body.readableLength < 8_192);
  body.destroy();
});

test('an error of the source cuts the stream off, and a client that has gone is listened for no more', async (t) => {
  const failing = start();
  const closed = new Promise((resolve) => failing.body.once('error', resolve));
  failing.state.observer?.error(new Error('away'));
  t.like(await closed, { message: 'away' });
  const { state, body } = start();
  const gone = new Promise((resolve) => body.once('close', resolve));
  body.destroy();
  await gone;
  t.true(state.left);
});
