import test from 'ava';
import { readStartOptions, UsageError } from '../src/start-options.js';

test('without arguments: port 8080, one process of each service, data kept', (t) => {
  t.deepEqual(readStartOptions([]), {
    port: 8080,
    scale: {},
    fresh: false,
    verbose: false,
    dir: undefined,
    help: false,
  });
});

test('every service but the gateway can be scaled', (t) => {
  const { scale, fresh, port } = readStartOptions([
    ...['--scale', 'content=3', '--scale=alerts=2', '--fresh', '--port', '0'],
  ]);
  t.deepEqual({ scale, fresh, port }, { scale: { content: 3, alerts: 2 }, fresh: true, port: 0 });
});

for (const args of [
  ['--scale', 'gateway=2'],
  ['--scale', 'content=0'],
  ['--scale', 'content'],
  ['--scale', 'nobody=2'],
  ['--port', '70000'],
  ['--port', 'http'],
  ['--colour'],
  ['stray'],
])
  test(`refuses ${args.join(' ')}`, (t) => {
    t.throws(() => readStartOptions(args), { instanceOf: UsageError });
  });
