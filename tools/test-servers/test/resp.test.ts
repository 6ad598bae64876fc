import test from 'ava';
import { argumentsOf, createSplitter, isPush } from '../src/resp.js';

const replies = [
  '+OK\r\n',
  '-ERR no such thing\r\n',
  ':42\r\n',
  '$-1\r\n',
  '$0\r\n\r\n',
  '$8\r\na\r\n$3\r\nb\r\n',
  '*-1\r\n',
  '*0\r\n',
  '*2\r\n*2\r\n$1\r\na\r\n*0\r\n*1\r\n:1\r\n',
  '%1\r\n+key\r\n*1\r\n#t\r\n',
  '>2\r\n+message\r\n_\r\n',
  '|1\r\n+ttl\r\n:3\r\n*1\r\n,1.5\r\n',
  '=7\r\ntxt:a\r\n\r\n',
];

test('replies are cut where they end, in one piece or byte by byte', (t) => {
  const stream = Buffer.from(replies.join(''));
  t.deepEqual(createSplitter()(stream).map(String), replies);
  const split = createSplitter();
  t.deepEqual([...stream].flatMap((byte) => split(Buffer.of(byte))).map(String), replies);
});

test('a request tells its arguments, whatever they contain', (t) => {
  t.deepEqual(argumentsOf(Buffer.from('*3\r\n$3\r\nSET\r\n$4\r\nkäs\r\n$4\r\n\r\n*1\r\n')), [
    'SET',
    'käs',
    '\r\n*1',
  ]);
  t.deepEqual(argumentsOf(Buffer.from('INFO  server\r\n')), ['INFO', 'server']);
});

test('only what came unasked is a push', (t) => {
  t.deepEqual(replies.map((reply) => isPush(Buffer.from(reply))).filter(Boolean), [true]);
});
