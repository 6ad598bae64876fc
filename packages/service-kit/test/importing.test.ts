import test from 'ava';
import Type from 'typebox';
import { importedId, pastTime, recordDigest, recordReader, SourceId } from '../src/importing.js';

const place = { source: 'old', kind: 'order', id: '7' };

test('an id is the same for the same source and time, another for any other, and sorted by the time', (t) => {
  const at = (time: string) => new Date(time);
  const id = importedId(place, at('2015-01-01T00:00:00Z'));
  t.regex(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  t.is(importedId({ ...place }, at('2015-01-01T00:00:00Z')), id);
  const others = [
    importedId({ ...place, source: 'older' }, at('2015-01-01T00:00:00Z')),
    importedId({ ...place, kind: 'item' }, at('2015-01-01T00:00:00Z')),
    importedId({ ...place, id: '8' }, at('2015-01-01T00:00:00Z')),
  ];
  t.is(new Set([id, ...others]).size, 4);
  const times = [
    '1970-01-01T00:00:00Z',
    '1999-12-31T23:59:59.999Z',
    '2015-01-01T00:00:00Z',
    '2026-01-01T00:00:00Z',
  ];
  const ids = times.map((time) => importedId(place, at(time)));
  t.deepEqual(ids.toSorted(), ids);
});

test('records are told apart by what they say, and not by the order of their fields', (t) => {
  const digest = recordDigest({ a: 1, b: { c: [1, 2], d: 'x' } });
  t.is(recordDigest({ b: { d: 'x', c: [1, 2] }, a: 1 }), digest);
  t.not(recordDigest({ b: { d: 'x', c: [2, 1] }, a: 1 }), digest);
  t.not(recordDigest({ a: 1, b: { c: [1, 2] } }), digest);
});

test('a record is read as its schema says, and a field that is not in it is a fault, however deep', (t) => {
  const read = recordReader(
    Type.Object({ id: SourceId, of: Type.Optional(Type.Object({ n: Type.Integer() })) }),
  );
  t.deepEqual(read({ id: 'a', of: { n: 1 } }), { record: { id: 'a', of: { n: 1 } } });
  t.deepEqual(read({ id: 'a', of: { n: 1, m: 2 } }), { fault: '/of/m is not a known field' });
  t.deepEqual(read({ of: {} }), { fault: '/id is required; /of/n is required' });
  t.true('fault' in read({ id: 'two words' }));
});

test('a time is one that has passed, since 1970', (t) => {
  const now = new Date('2020-01-01T00:00:00Z');
  t.deepEqual(pastTime('2019-12-31T23:00:00-01:00', now), now);
  t.is(pastTime('2020-01-01T00:00:00.001Z', now), undefined);
  t.is(pastTime('1969-12-31T23:59:59Z', now), undefined);
  t.is(pastTime('no time', now), undefined);
});
