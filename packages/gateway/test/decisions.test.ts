import { Readable } from 'node:stream';
import test from 'ava';
import { choose } from '../src/balance.js';
import { createCircuit } from '../src/circuit.js';
import { createRetryBudget, failureOf, isRepeatable, mayRetry } from '../src/retry.js';
import { answered, begun, failed, isOpen, probed, sound, undecided } from '../src/standing.js';

const ejected = (now: number) => failed(sound, true, now);

test('of two instances the one with fewer requests in flight is chosen', (t) => {
  const [idle, busy] = [
    { inFlight: 1, standing: sound },
    { inFlight: 5, standing: sound },
  ];
  for (const random of [0, 0.3, 0.7, 0.99])
    t.is(
      choose([idle, busy], 0, () => random),
      idle,
    );
});

test('of many instances the better of two random ones is chosen, and never the worst of all', (t) => {
  const instances = [7, 3, 9].map((inFlight) => ({ inFlight, standing: sound }));
  const chosen = new Set(Array.from({ length: 500 }, () => choose(instances, 0)?.inFlight));
  t.deepEqual([...chosen].sort(), [3, 7]);
});

test('an instance that failed is passed over for a while, and not for ever', (t) => {
  const failing = { inFlight: 0, standing: ejected(0) };
  const busy = { inFlight: 5, standing: sound };
  t.is(choose([failing, busy], 500), busy);
  t.is(choose([failing, busy], 1_001), failing);
});

test('if all have failed, all are tried again: never is everybody turned away for good', (t) => {
  const failing = { inFlight: 0, standing: ejected(0) };
  t.is(choose([failing], 500), failing);
  t.is(choose([], 500), undefined);
});

test('an instance that takes no connection is ejected at once, one that breaks off at the third time in a row', (t) => {
  t.false(isOpen(ejected(0), 500));
  const twice = failed(failed(sound, false, 0), false, 0);
  t.true(isOpen(twice, 0));
  t.false(isOpen(failed(twice, false, 0), 500));
  t.deepEqual(answered(twice), sound);
});

test('after its rest one request tries an ejected instance; the others follow if that is answered', (t) => {
  const rested = ejected(0);
  t.true(isOpen(rested, 1_001));
  const trial = begun(rested);
  t.false(isOpen(trial, 1_001));
  t.true(isOpen(undecided(trial), 1_001));
  t.deepEqual(answered(trial), sound);
  const again = failed(trial, false, 1_001);
  t.false(isOpen(again, 3_000));
  t.true(isOpen(again, 3_002));
});

test('an instance rests for half a minute at the most, and failures of one moment are one', (t) => {
  let standing = sound;
  for (let time = 0; time < 20; time++) standing = failed({ ...standing, until: 0 }, true, 0);
  t.is(standing.until, 30_000);
  t.is(failed(standing, true, 100).until, 30_000);
});

test('an instance that says twice that it is not ready is passed over until it is', (t) => {
  const once = probed(sound, false);
  t.true(isOpen(once, 0));
  const twice = probed(once, false);
  t.false(isOpen(twice, 0));
  t.false(isOpen(answered(twice), 0));
  t.true(isOpen(probed(twice, true), 0));
});

test('an instance that is ready again needs no more rest; one that says so all the time, and fails, rests on', (t) => {
  t.true(isOpen(probed(probed(ejected(0), false), true), 500));
  t.false(isOpen(probed(ejected(0), true), 500));
});

test('a request goes to a second instance only where that does no harm', (t) => {
  const none = { kind: 'none' } as const;
  const kept = { kind: 'kept', bytes: Buffer.from('{}') } as const;
  const begunStream = {
    kind: 'stream',
    begun: true,
    fault: undefined,
    open: () => Readable.from([]),
  } as const;
  const may = (
    failure: Parameters<typeof mayRetry>[0],
    method: string,
    body: Parameters<typeof mayRetry>[1]['body'],
    key = false,
  ) => mayRetry(failure, { repeatable: isRepeatable(method, key), body, repeated: 0 }, () => true);
  t.true(may('never connected', 'POST', kept));
  t.true(may('broken', 'GET', none));
  t.false(may('broken', 'POST', kept));
  t.true(may('broken', 'POST', kept, true));
  t.false(may('broken', 'DELETE', none, true));
  t.false(may('never connected', 'PUT', begunStream));
  t.false(may('too slow', 'GET', none));
  t.is(failureOf(Object.assign(new Error('x'), { code: 'ECONNREFUSED' })), 'never connected');
  t.is(failureOf(Object.assign(new Error('x'), { code: 'UND_ERR_SOCKET' })), 'broken');
  t.is(failureOf('x'), 'other');
});

test('what broke off is tried once more and no further, a refused connection as long as there are instances', (t) => {
  const none = { kind: 'none' } as const;
  const again = (failure: Parameters<typeof mayRetry>[0], repeated: number, budget: boolean) =>
    mayRetry(failure, { repeatable: true, body: none, repeated }, () => budget);
  t.true(again('broken', 0, true));
  t.false(again('broken', 1, true));
  t.false(again('broken', 0, false));
  t.true(again('never connected', 1, false));
});

test('retries are a fifth of the requests, once what was saved up is spent', (t) => {
  const budget = createRetryBudget();
  while (budget.spend());
  let retries = 0;
  for (let request = 0; request < 1_000; request++) {
    budget.earn();
    if (budget.spend()) retries += 1;
  }
  t.true(retries >= 199 && retries <= 200, String(retries));
});

test('a circuit opens when half of the last requests were in vain, and one request decides whether it closes', (t) => {
  const circuit = createCircuit({ window: 4, share: 0.5, pauseMs: 100 });
  circuit.answered();
  for (let request = 0; request < 3; request++) circuit.failed(0);
  t.is(circuit.waitMs(0), 0);
  circuit.failed(0);
  t.is(circuit.waitMs(40), 60);
  t.is(circuit.waitMs(100), 0);
  t.is(circuit.waitMs(100), 100);
  circuit.failed(100);
  t.is(circuit.waitMs(150), 50);
  t.is(circuit.waitMs(200), 0);
  circuit.answered();
  t.is(circuit.waitMs(200), 0);
  t.is(circuit.waitMs(200), 0);
});

test('a request that takes long to find out keeps no others from it', (t) => {
  const circuit = createCircuit({ window: 1, share: 1, pauseMs: 100 });
  circuit.failed(0);
  t.is(circuit.waitMs(100), 0);
  t.is(circuit.waitMs(150), 50);
  t.is(circuit.waitMs(200), 0);
  circuit.undecided();
  t.is(circuit.waitMs(201), 0);
  t.is(circuit.waitMs(202), 99);
  circuit.answered();
  t.is(circuit.waitMs(203), 0);
  t.is(circuit.waitMs(203), 0);
});

test('a new instance closes a circuit', (t) => {
  const circuit = createCircuit({ window: 1, share: 1, pauseMs: 100 });
  circuit.failed(0);
  t.true(circuit.waitMs(1) > 0);
  circuit.renew();
  t.is(circuit.waitMs(1), 0);
});
