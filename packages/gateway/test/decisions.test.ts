import test from 'ava';
import { choose } from '../src/balance.js';
import { toClient, toService } from '../src/headers.js';
import { failureOf, mayRetry } from '../src/retry.js';

const client = { address: '10.0.0.1', host: 'forum.example', protocol: 'https', correlationId: 'flow-1' };

test('what concerns one connection is not passed on, nor what Connection names', (t) => {
  const headers = toService(
    {
      connection: 'keep-alive, X-Secret-Hop',
      'x-secret-hop': '1',
      'transfer-encoding': 'chunked',
      te: 'trailers',
      accept: '*/*',
    },
    client,
  );
  t.is(headers.accept, '*/*');
  for (const name of ['connection', 'x-secret-hop', 'transfer-encoding', 'te'])
    t.false(name in headers, name);
  t.deepEqual(toClient({ 'keep-alive': 'timeout=5', connection: 'close', etag: '"1"' }), { etag: '"1"' });
});

test('who asks is said by the gateway, whatever the client claims', (t) => {
  const headers = toService(
    {
      'x-forwarded-for': '1.2.3.4',
      forwarded: 'for=1.2.3.4',
      'x-real-ip': '1.2.3.4',
      'x-correlation-id': 'mine',
    },
    client,
  );
  t.is(headers['x-forwarded-for'], '10.0.0.1');
  t.is(headers['x-forwarded-proto'], 'https');
  t.is(headers['x-correlation-id'], 'flow-1');
  t.false('forwarded' in headers || 'x-real-ip' in headers);
});

test('the less busy of two is chosen, and one that just failed is passed over', (t) => {
  const idle = { inFlight: 0, failingUntil: 0 };
  const busy = { inFlight: 9, failingUntil: 0 };
  const failing = { inFlight: 0, failingUntil: 100 };
  const rolls = [0, 0.99];
  t.is(
    choose([busy, idle], 50, () => rolls.shift() ?? 0),
    idle,
  );
  t.is(
    choose([failing, busy], 50, () => 0),
    busy,
  );
  t.is(
    choose([failing, busy], 150, () => 0),
    failing,
  );
});

test('if all have failed, all are tried again: never is everybody turned away for good', (t) => {
  const failing = { inFlight: 0, failingUntil: 100 };
  t.is(choose([failing], 50), failing);
  t.is(choose([], 50), undefined);
});

test('a request goes to a second instance only where that does no harm', (t) => {
  const none = { kind: 'none' } as const;
  const kept = { kind: 'kept', bytes: Buffer.from('{}') } as const;
  t.true(mayRetry('never connected', 'POST', kept, false));
  t.true(mayRetry('broken', 'GET', none, false));
  t.false(mayRetry('broken', 'POST', kept, false));
  t.true(mayRetry('broken', 'POST', kept, true));
  t.false(mayRetry('broken', 'DELETE', none, true));
  t.false(mayRetry('too slow', 'GET', none, false));
  t.is(failureOf(Object.assign(new Error('x'), { code: 'ECONNREFUSED' })), 'never connected');
  t.is(failureOf(Object.assign(new Error('x'), { code: 'UND_ERR_SOCKET' })), 'broken');
  t.is(failureOf('x'), 'other');
});
