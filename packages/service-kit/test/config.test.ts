import test from 'ava';
import { boolean, duration, integer, secret, text, url } from '../src/index.js';
import { ConfigFaulty, readConfig } from '../src/read-config.js';

test('values are read by their kinds, and absent ones are their defaults', (t) => {
  const table = {
    NAME: text('a name', { default: 'shop' }),
    SITE: url('the site'),
    LIMIT: integer('a limit', { default: 3, min: 1 }),
    OPEN: boolean('whether', { default: false }),
    WAIT: duration('how long', { default: '30s' }),
    KEY: secret('a key', { min: 4 }),
    SPARE: secret('another key', { optional: true }),
  };
  const config = readConfig('shop', table, {
    SITE: 'https://a.example/',
    OPEN: 'true',
    KEY: 'abcd',
    NAME: '',
  });
  t.deepEqual(config, {
    NAME: 'shop',
    SITE: 'https://a.example',
    LIMIT: 3,
    OPEN: true,
    WAIT: 30_000,
    KEY: 'abcd',
    SPARE: undefined,
  });
});

test('all faults are told together, and no secret is shown', (t) => {
  const table = {
    SITE: url('the site'),
    LIMIT: integer('a limit', { min: 1, max: 9 }),
    OPEN: boolean('whether'),
    WAIT: duration('how long'),
    LEVEL: text('a level', { oneOf: ['low', 'high'] }),
    KEY: secret('a key', { min: 32 }),
    GONE: text('not there'),
  };
  const env = { SITE: 'ftp://a', LIMIT: '10', OPEN: 'yes', WAIT: '30', LEVEL: 'mid', KEY: 'hunter2' };
  const error = t.throws(() => readConfig('shop', table, env), { instanceOf: ConfigFaulty });
  t.deepEqual(
    error?.faults.map((fault) => fault.split(' ')[0]),
    ['SITE', 'LIMIT', 'OPEN', 'WAIT', 'LEVEL', 'KEY', 'GONE'],
  );
  t.false(error?.message.includes('hunter2'));
});

test('whole numbers and time spans are read strictly', (t) => {
  const table = { N: integer('n'), D: duration('d', { min: 1_000 }) };
  const read = (N: string, D: string) => readConfig('shop', table, { N, D });
  t.deepEqual(read('-7', '2m'), { N: -7, D: 120_000 });
  for (const bad of ['1.5', '0x10', '1e3', ' 1', '9007199254740993'])
    t.throws(() => read(bad, '1s'), { instanceOf: ConfigFaulty }, bad);
  for (const bad of ['5', '-1s', '1.5s', '1 s', '500ms'])
    t.throws(() => read('1', bad), { instanceOf: ConfigFaulty }, bad);
});

test('a URL has one of the schemes, and may list the hosts of a replica set', (t) => {
  const table = { AT: url('where', { schemes: ['mongodb', 'mongodb+srv'] }) };
  for (const good of [
    'mongodb://127.0.0.1:27017',
    'mongodb://u:p@a:1,b:2,c:3/?replicaSet=rs',
    'mongodb+srv://u:p@a.example/?w=majority',
  ])
    t.is(readConfig('shop', table, { AT: good }).AT, good);
  for (const bad of ['127.0.0.1:27017', 'mongodb:', 'mongodb:///x', 'http://a', 'javascript:alert(1)'])
    t.throws(() => readConfig('shop', table, { AT: bad }), { instanceOf: ConfigFaulty }, bad);
});
