import test from 'ava';
import { createGate } from '../src/gate.js';
import { createLedger } from '../src/ledger.js';
import { dueAfterFailure, type Life, lifeOf } from '../src/life.js';
import { command } from './support/reacting.js';

const hour = 3_600_000;
const paces = { lifeMs: 24 * hour, firstPauseMs: 30_000, mostPauseMs: 900_000 };
const start = Date.parse('2026-11-21T12:00:00Z');

const clock = () => {
  let ms = start;
  return { now: () => ms, pass: (by: number) => (ms += by) };
};
const ledgerAt = (now: () => number, news = 3) =>
  createLedger({ most: { news, security: 2 }, windowMs: hour, suppressedMs: 7 * 24 * hour, now });
const aLife: Life = {
  commandId: 'x',
  firstGivenAt: new Date(start),
  expiresAt: start + 24 * hour,
  failures: 0,
};

test('the pause after a failure doubles up to its most, and is spread', (t) => {
  const pauseAfter = (failures: number, random: number) =>
    (dueAfterFailure({ ...aLife, failures }, paces, start, false, random) ?? 0) - start;
  t.deepEqual(
    [0, 1, 2, 5, 1_000].map((failures) => pauseAfter(failures, 1)),
    [30_000, 60_000, 120_000, 900_000, 900_000],
  );
  t.is(pauseAfter(1, 0), 30_000);
});

test('the last try is near the end of the life, and after that there is none', (t) => {
  const late = { ...aLife, failures: 9, expiresAt: start + 60_000 };
  t.is(dueAfterFailure(late, paces, start, false, 1), start + 45_000);
  t.is(dueAfterFailure({ ...late, expiresAt: start + 20_000 }, paces, start, false, 1), undefined);
});

test('a mail that may have been taken each time is tried nine times in a day at the most', (t) => {
  const triesWith = (random: number) => {
    let tries = 0;
    for (let at: number | undefined = start; at !== undefined; tries += 1)
      at = dueAfterFailure({ ...aLife, failures: tries }, paces, at, true, random);
    return tries;
  };
  t.is(triesWith(1), 8);
  t.is(triesWith(0), 9);
});

test('a life begins when the command stands on its stream, and ends earlier where it says so', (t) => {
  const place = { sequence: `${String(start).padStart(15, '0')}-0000000007` };
  const given = command('ben@example.org');
  t.is(lifeOf(given, place, paces).expiresAt, start + 24 * hour);
  const soon = { ...given, data: { ...given.data, expiresAt: '2026-11-21T12:30:00Z' } };
  t.is(lifeOf(soon, place, paces).expiresAt, start + hour / 2);
  const putOff = { commandId: given.id, givenAt: '2026-11-21T06:00:00Z', failures: 4, lifeMs: hour };
  t.deepEqual(lifeOf({ ...given, id: 'another', data: { ...given.data, putOff } }, place, paces), {
    commandId: given.id,
    firstGivenAt: new Date('2026-11-21T06:00:00Z'),
    expiresAt: start + hour,
    failures: 4,
  });
});

test('an address that had its mails waits until the oldest is out of the time, each of those that wait for a place of its own', (t) => {
  const { now, pass } = clock();
  const ledger = ledgerAt(now);
  for (const n of [1, 2, 3]) {
    t.is(ledger.mustWaitUntil('ben@x.org', 'news'), undefined);
    ledger.sent({ to: 'ben@x.org', room: 'news', messageId: `<${n}>`, at: now() });
    pass(60_000);
  }
  const places = Array.from({ length: 4 }, () => ledger.mustWaitUntil('BEN@x.org', 'news'));
  t.deepEqual(places, [start + hour, start + hour + 60_000, start + hour + 120_000, start + 2 * hour]);
  t.is(ledger.mustWaitUntil('ben@x.org', 'security'), undefined, 'a room of its own');
  t.is(ledger.mustWaitUntil('eve@x.org', 'news'), undefined);
  pass(hour);
  t.is(ledger.mustWaitUntil('ben@x.org', 'news'), undefined);
});

test('a mail that is heard of twice counts once, and is known as sent', (t) => {
  const { now } = clock();
  const ledger = ledgerAt(now, 2);
  for (const at of [now() - 5, now(), now() + 5])
    ledger.sent({ to: 'ben@x.org', room: 'news', messageId: '<1>', at });
  t.is(ledger.mustWaitUntil('ben@x.org', 'news'), undefined);
  t.true(ledger.wasSent('ben@x.org', '<1>'));
  t.false(ledger.wasSent('ben@x.org', '<2>'));
});

test('a bounce suppresses for its time, or until it is lifted, in whichever order that is heard', (t) => {
  const { now, pass } = clock();
  const ledger = ledgerAt(now);
  ledger.bounced('gone@x.org', '550 5.1.1 No', now());
  t.deepEqual(ledger.suppression('Gone@x.org'), { reason: '550 5.1.1 No', until: start + 7 * 24 * hour });
  pass(1_000);
  ledger.lifted('gone@x.org', now());
  t.is(ledger.suppression('gone@x.org'), undefined);
  ledger.bounced('gone@x.org', '550 5.1.1 No', start);
  t.is(ledger.suppression('gone@x.org'), undefined, 'heard again, or late');
  pass(1_000);
  ledger.bounced('gone@x.org', '550 5.1.1 No', now());
  t.truthy(ledger.suppression('gone@x.org'), 'it bounced anew');
  pass(7 * 24 * hour);
  t.is(ledger.suppression('gone@x.org'), undefined);
});

test('while the server is away one mail at a time tries it, after pauses that double', (t) => {
  const { now, pass } = clock();
  const gate = createGate({ firstMs: 250, mostMs: 1_000, now });
  const together = [gate.enter(), gate.enter(), gate.enter()];
  for (const each of together) {
    each?.away();
    each?.end();
  }
  const probeAfter = (ms: number) => {
    pass(ms - 1);
    t.is(gate.enter(), undefined);
    pass(1);
    const probe = gate.enter();
    t.is(gate.enter(), undefined, 'one at a time');
    return probe;
  };
  for (const ms of [250, 500, 1_000, 1_000]) {
    const probe = probeAfter(ms);
    probe?.away();
    probe?.end();
  }
  const back = probeAfter(1_000);
  back?.there();
  back?.end();
  t.truthy(gate.enter());
  t.truthy(gate.enter());
});
