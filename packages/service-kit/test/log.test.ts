import { startRedis } from '@obey/test-servers';
import test from 'ava';
import { Redis } from 'ioredis';
import { createLog } from '../src/log.js';
import { loggedError } from '../src/logged-error.js';

const written = () => {
  const lines: string[] = [];
  return { lines, log: createLog('shop', 'info', { write: (line) => void lines.push(line) }) };
};

test('an error of Redis is logged without what was to be written there', async (t) => {
  const server = await startRedis(t);
  const redis = new Redis(server.url);
  t.teardown(() => redis.disconnect());
  await redis.config('SET', 'maxmemory', '1');
  const error: unknown = await redis
    .xadd('commands:{mailing:0}', '*', 'event', 'https://forum.test/reset?token=opens-the-door')
    .catch((thrown: unknown) => thrown);
  const { lines, log } = written();
  log.warn({ err: new Error('Nothing was said', { cause: error }) }, 'Trouble');
  t.regex(lines.join(), /Nothing was said.*OOM command not allowed/);
  t.regex(lines.join(), /"command":"xadd"/);
  t.notRegex(lines.join(), /opens-the-door/);
});

test('an error keeps its code, its causes and its stack; a circle of causes ends', (t) => {
  const error = new Error('outer', { cause: new AggregateError([new TypeError('inner')], 'middle') });
  Object.assign(error, { code: 'shop.broken', status: 500, given: { password: 'x' } });
  t.like(loggedError(error), {
    type: 'Error',
    message: 'outer',
    stack: error.stack,
    code: 'shop.broken',
    status: 500,
    given: undefined,
    cause: { type: 'AggregateError', errors: [{ type: 'TypeError', message: 'inner' }] },
  });
  const circle = new Error('again');
  circle.cause = circle;
  t.notThrows(() => JSON.stringify(loggedError(circle)));
  t.deepEqual(loggedError('thrown'), { message: 'thrown' });
});

test('what opens doors is not written, at the top or one level down', (t) => {
  const { lines, log } = written();
  log.info({ password: 'p1', refreshToken: 'r1', given: { token: 't1', authorization: 'a1' } }, 'signed in');
  t.notRegex(lines.join(), /[prta]1/);
  t.regex(lines.join(), /\[redacted\]/);
});
