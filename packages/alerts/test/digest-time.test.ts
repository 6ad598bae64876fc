import test from 'ava';
import fc from 'fast-check';
import { isTimeZone, nextDigest } from '../src/digest-time.js';

const zones = Intl.supportedValuesOf('timeZone');
const dayMs = 86_400_000;
const zone = fc.constantFrom(...zones, 'UTC');
const hour = fc.integer({ min: 0, max: 23 });
const instant = fc.date({ min: new Date('1990-01-01'), max: new Date('2037-12-31'), noInvalidDate: true });

/** Day and hour there, by another way than that which is tested. */
const clock = (timeZone: string, at: Date) => {
  const text = at.toLocaleString('sv-SE', { timeZone });
  return { day: text.slice(0, 10), hour: Number(text.slice(11, 13)), minute: Number(text.slice(14, 16)) };
};

test('it is due within a day and a bit, at the hour there, or where clocks pass that over as soon as they have', (t) => {
  fc.assert(
    fc.property(zone, hour, instant, (timeZone, wanted, after) => {
      const due = nextDigest({ hour: wanted, timeZone }, after);
      t.true(due > after);
      // Where a whole day was passed over (Samoa, 2011) there are two between.
      t.true(due.getTime() - after.getTime() <= 2 * dayMs + 3_600_000);
      const shown = clock(timeZone, due);
      if (shown.hour === wanted && shown.minute === 0) return;
      // A minute earlier clocks had not come to the hour, and now they are past it.
      const before = clock(timeZone, new Date(due.getTime() - 60_000));
      t.true(before.day < shown.day || before.hour < wanted, `${timeZone} ${due.toISOString()}`);
      t.true(shown.day > before.day || shown.hour >= wanted, `${timeZone} ${due.toISOString()}`);
    }),
    { numRuns: 1_500 },
  );
});

test('one after the other there is one on each day of the place, whatever clocks do', (t) => {
  fc.assert(
    fc.property(zone, hour, instant, (timeZone, wanted, after) => {
      let due = nextDigest({ hour: wanted, timeZone }, after);
      for (let n = 0; n < 5; n++) {
        const next = nextDigest({ hour: wanted, timeZone }, due, due);
        t.true(clock(timeZone, next).day > clock(timeZone, due).day);
        t.true(next.getTime() - due.getTime() <= 2 * dayMs + 3_600_000);
        t.true(next.getTime() - due.getTime() >= dayMs - 3 * 3_600_000, `${timeZone} ${due.toISOString()}`);
        due = next;
      }
    }),
    { numRuns: 300 },
  );
});

test('it does not depend on when one asks: whoever asks before it is due hears the same', (t) => {
  fc.assert(
    fc.property(
      zone,
      hour,
      instant,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (timeZone, wanted, after, share) => {
        const due = nextDigest({ hour: wanted, timeZone }, after);
        const later = new Date(after.getTime() + Math.floor(share * (due.getTime() - after.getTime() - 1)));
        t.deepEqual(nextDigest({ hour: wanted, timeZone }, later), due);
      },
    ),
    { numRuns: 300 },
  );
});

test('where there was one today, the next is not today, though the hour was moved or the place changed', (t) => {
  fc.assert(
    fc.property(zone, hour, instant, fc.integer({ min: 0, max: dayMs }), (timeZone, wanted, last, later) => {
      const due = nextDigest({ hour: wanted, timeZone }, new Date(last.getTime() + later), last);
      t.true(clock(timeZone, due).day > clock(timeZone, last).day);
    }),
    { numRuns: 300 },
  );
});

const berlin = (hourThere: number, after: string) =>
  nextDigest({ hour: hourThere, timeZone: 'Europe/Berlin' }, new Date(after)).toISOString();

test('the hour stays the same by the clock when summer comes and goes', (t) => {
  t.is(berlin(8, '2026-03-28T00:00:00Z'), '2026-03-28T07:00:00.000Z');
  t.is(berlin(8, '2026-03-28T07:00:00Z'), '2026-03-29T06:00:00.000Z');
  t.is(berlin(8, '2026-10-24T12:00:00Z'), '2026-10-25T07:00:00.000Z');
});

test('an hour that is passed over is due when it is passed, and one that comes twice the first time only', (t) => {
  t.is(berlin(2, '2026-03-28T12:00:00Z'), '2026-03-29T01:00:00.000Z');
  t.is(berlin(2, '2026-10-24T12:00:00Z'), '2026-10-25T00:00:00.000Z');
  t.is(berlin(2, '2026-10-25T00:00:00Z'), '2026-10-26T01:00:00.000Z');
});

test('a time zone is known by its name, and an offset is none', (t) => {
  for (const name of ['Europe/Berlin', 'UTC', 'Asia/Kolkata']) t.true(isTimeZone(name), name);
  for (const name of ['', 'Europe/Atlantis', '+01:00', 'Europe/Berlin ', 'x'.repeat(64)])
    t.false(isTimeZone(name), name);
});
