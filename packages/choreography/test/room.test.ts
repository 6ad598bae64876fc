import test from 'ava';
import fc from 'fast-check';
import { type Entry, entryOf, type Partition } from '../src/entry.js';
import { createRoom } from '../src/room.js';

type Step = { readonly act: 'enter' | 'begin' | 'block' | 'unblock' | 'leave'; readonly at: number };

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom('enter', 'enter', 'enter', 'begin', 'block', 'unblock', 'leave'),
  at: fc.nat(),
});

const size = { window: 5, backlog: 12 };

const partitionWith = (room: Partition['room']): Partition => ({
  stream: 'events:{shop:0}',
  room,
  ending: new AbortController(),
  lastRead: '0-0',
  state: 'reading',
  lease: {
    stream: 'events:{shop:0}',
    epoch: 1,
    token: '1:a',
    signal: new AbortController().signal,
    epochWasLost: false,
    holds: () => true,
    check: () => {},
    renew: async () => undefined,
    refresh: async () => {},
    release: async () => {},
    lose: () => {},
  },
});

test('a room has space for whole entries up to its window and for all up to its backlog, whatever happens', (t) => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 60, maxLength: 120 }), (steps) => {
      const room = createRoom(size);
      const partition = partitionWith(room);
      const inside: Entry[] = [];
      const blocked = new Set<string>();
      const pick = (at: number) => inside[at % Math.max(1, inside.length)];
      let entered = 0;
      for (const { act, at } of steps) {
        const entry = pick(at);
        if (act === 'enter' && room.hasSpace()) {
          entered += 1;
          const raw = { id: `${entered}-0`, json: undefined };
          const lane = `lane ${at % 3}`;
          const fresh = { ...entryOf(partition, raw, { deliveries: 0, deliveredAt: 0 }), lane };
          inside.push(fresh);
          room.enter(fresh);
          t.is(fresh.parked, blocked.has(lane), 'what enters a blocked lane is left out');
        }
        if (act === 'begin' && entry) room.begin(entry);
        if (act === 'leave' && entry) room.leave(inside.splice(inside.indexOf(entry), 1)[0] ?? entry);
        if (act === 'block' && entry) {
          const full = !room.hasSpace();
          t.is(room.block(entry.lane), full && room.hasSpace());
          blocked.add(entry.lane);
          const waiting = inside.filter(({ lane, begun }) => lane === entry.lane && !begun);
          t.true(waiting.every(({ parked }) => parked));
        }
        if (act === 'unblock' && entry) {
          room.unblock(entry.lane);
          blocked.delete(entry.lane);
        }
        const whole = inside.filter(({ parked }) => !parked).length;
        t.is(room.size, inside.length);
        t.is(room.hasSpace(), whole < size.window && inside.length < size.backlog);
        t.true(inside.every(({ parked, body }) => !parked || body === undefined));
        t.true(inside.every(({ id }) => room.has(id)));
        t.true(inside.length <= size.backlog);
      }
      for (const entry of inside) room.leave(entry);
      t.is(room.size, 0);
      t.true(room.hasSpace(), 'nothing is left that takes room');
    }),
  );
});
