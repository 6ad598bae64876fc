import test from 'ava';
import { readBenchOptions, UsageError } from '../src/options.js';
import { renderTable } from '../src/render.js';

test('a suite is named, and may be quick or JSON', (t) => {
  t.deepEqual({ ...readBenchOptions(['story', '--quick']) }, { suites: ['story'], quick: true, json: false });
});

test('without a suite, or with an unknown one, it says which there are', (t) => {
  for (const args of [[], ['nothing'], ['toString'], ['story', '--fast']])
    t.throws(() => readBenchOptions(args), { instanceOf: UsageError, message: /story/ });
});

test('results are shown as a Markdown table, with what they were measured beside', (t) => {
  const plain = { suite: 's', case: 'a', unit: 'ms', value: 1.5, rounds: 3, min: 1, max: 2 } as const;
  t.is(
    renderTable([plain]),
    '| case | median | min | max | unit | rounds |\n| ---- | ------ | --- | --- | ---- | ------ |\n| a    | 1.5    | 1   | 2   | ms   | 3      |',
  );
  t.regex(
    renderTable([plain, { ...plain, case: 'b', against: 'raw', base: 3, ratio: 0.5 }]),
    /raw: 3 +\| 0\.5/,
  );
});
