import test from 'ava';
import { instantOf } from '../src/instants.js';

test('a leap second is the second after it, in whatever zone and fraction; all other times are what they are', (t) => {
  const shown = (time: string) => instantOf(time).toISOString();
  t.is(shown('2016-12-31T23:59:60Z'), '2017-01-01T00:00:00.000Z');
  t.is(shown('2016-12-31T23:59:60.25Z'), '2017-01-01T00:00:00.250Z');
  t.is(shown('2017-01-01T01:29:60+01:30'), '2017-01-01T00:00:00.000Z');
  t.is(shown('2016-12-31T23:59:59.5Z'), '2016-12-31T23:59:59.500Z');
  for (const text of ['yesterday', '', '2016-13-31T23:59:60Z'])
    t.true(Number.isNaN(instantOf(text).getTime()));
});
