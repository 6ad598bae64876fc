import test from 'ava';
import fc from 'fast-check';
import { createEventParser, type ServerSentEvent } from '../src/demo/server-sent-events.js';

const parseWhole = (text: string) => createEventParser()(new TextEncoder().encode(text));

test('events have an id, a name and data of one or more lines; comments and retries are none', (t) => {
  const text = 'retry: 500\n\n: hello\n\nid: 1\nevent: alert\ndata: {"a":1}\n\ndata: x\ndata:y\n\n';
  t.deepEqual(parseWhole(text), [
    { id: '1', event: 'alert', data: '{"a":1}' },
    { id: undefined, event: 'message', data: 'x\ny' },
  ]);
});

test('an event counts only when it is complete', (t) => {
  const parse = createEventParser();
  const bytes = new TextEncoder().encode('data: x\n');
  t.deepEqual(parse(bytes), []);
  t.is(parse(new TextEncoder().encode('\n')).length, 1);
});

test('it does not matter where the stream was cut, nor how its lines end', (t) => {
  const event = fc.record({
    id: fc.stringMatching(/^[a-z0-9é]{1,8}$/),
    data: fc.stringMatching(/^[^\r\n\0]{1,20}$/),
  });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 5 }), fc.integer({ min: 1, max: 7 }), (events, size) => {
      const bytes = new TextEncoder().encode(
        events.map(({ id, data }) => `id: ${id}\ndata: ${data}\n\n`).join(''),
      );
      const parse = createEventParser();
      const heard: ServerSentEvent[] = [];
      for (let at = 0; at < bytes.length; at += size) heard.push(...parse(bytes.slice(at, at + size)));
      t.deepEqual(
        heard,
        events.map(({ id, data }) => ({ id, event: 'message', data })),
      );
    }),
  );
});
