import { until } from '@obey/test-servers';
import { Fenced, NoGroup } from '../../src/errors.js';
import { compose, derivedId, type Message } from '../../src/index.js';
import { ShopOrderPlaced } from '../shop.js';
import { type Case, linkTo, upTo } from './place.js';

const stream = 'events:{shop:0}';
const group = 'stock';
const say = (step: number): Message =>
  compose(ShopOrderPlaced, { orderId: 'a', step }, { source: 'shop', id: derivedId('port', step) });

/** What the runtime relies on, one operation at a time. */
export const port: readonly Case[] = [
  {
    title: 'a lease has one holder; a read under an older token of the same lease takes nothing',
    run: async (t, place) => {
      const { leases, groups, publishing } = await linkTo(t, place);
      t.true(await groups.create(stream, group));
      t.false(await groups.create(stream, group));
      const first = await leases.acquire(stream, group, 'one', 10_000);
      t.like(first, { epochWasLost: false });
      const other = await leases.acquire(stream, group, 'two', 10_000);
      t.is(other.token, undefined);
      t.false(await leases.isFree(stream, group));
      const old = first.token ?? '';
      const fresh = await leases.renewEpoch(stream, group, old, 'one', 10_000);
      t.true(Number.parseInt(fresh ?? '', 10) > Number.parseInt(old, 10));
      await publishing.add(stream, say(1));
      await t.throwsAsync(groups.readNew(stream, group, old, 10), { instanceOf: Fenced });
      t.deepEqual(await leases.renew(stream, group, old, 10_000), { held: false, nextDueMs: undefined });
      t.is((await groups.readNew(stream, group, fresh ?? '', 10)).length, 1);
      await leases.release(stream, group, old);
      t.false(await leases.isFree(stream, group));
      await leases.release(stream, group, fresh ?? '');
      t.true(await leases.isFree(stream, group));
      const next = await leases.acquire(stream, group, 'two', 1);
      t.true(Number.parseInt(next.token ?? '', 10) > Number.parseInt(fresh ?? '', 10));
      await until('it has run out', () => leases.isFree(stream, group));
    },
  },
  {
    title: 'a group that is not there is told of as that',
    run: async (t, place) => {
      const { leases, groups } = await linkTo(t, place);
      const { token = '' } = await leases.acquire(stream, group, 'one', 10_000);
      await t.throwsAsync(groups.readNew(stream, group, token, 10), { instanceOf: NoGroup });
      await t.throwsAsync(groups.pending(stream, group, '0-0'), { instanceOf: NoGroup });
      await t.throwsAsync(groups.lastDelivered(stream, group), { instanceOf: NoGroup });
      t.is(await groups.lastId(stream), '0-0');
    },
  },
  {
    title: 'what was read is pending until it is acknowledged, with the count and the age that were set',
    run: async (t, place) => {
      const { leases, groups, publishing, keeping } = await linkTo(t, place);
      await groups.create(stream, group);
      const { token = '' } = await leases.acquire(stream, group, 'one', 10_000);
      for (const step of upTo(3)) await publishing.add(stream, say(step));
      const [one, two] = await groups.readNew(stream, group, token, 2);
      const [first, second] = [one?.id ?? '', two?.id ?? ''];
      t.is(await groups.lastDelivered(stream, group), second);
      await groups.countDelivery(stream, group, token, second, 3, 120_000);
      const pending = await groups.pending(stream, group, '0-0');
      t.deepEqual(
        pending.map(({ id, deliveries }) => ({ id, deliveries })),
        [
          { id: first, deliveries: 1 },
          { id: second, deliveries: 3 },
        ],
      );
      t.like(await groups.pending(stream, group, '0-0', 60_000), [{ id: second, deliveries: 3 }]);
      t.like(await keeping.progress(stream), [{ group, lag: 1, pending: 2 }]);
      await groups.acknowledge(stream, group, [first, second]);
      t.deepEqual(await groups.pending(stream, group, '0-0'), []);
      t.deepEqual(await groups.entries(stream, [first, '1-1']), [one, { id: '1-1', json: undefined }]);
      t.is((await groups.after(stream, first, 10)).length, 2);
    },
  },
  {
    title:
      'a dead letter is written and its entry acknowledged in one step, by the holder only; it can be put back for its group',
    run: async (t, place) => {
      const { leases, groups, publishing, letters } = await linkTo(t, place);
      await groups.create(stream, group);
      const { token = '' } = await leases.acquire(stream, group, 'one', 10_000);
      await publishing.add(stream, say(1));
      const [entry] = await groups.readNew(stream, group, token, 1);
      const id = entry?.id ?? '';
      const letter = {
        event: entry?.json ?? '',
        group,
        stream,
        entry: id,
        attempts: '5',
        error: 'no',
        died: '2026-01-01',
      };
      await t.throwsAsync(groups.bury(stream, group, 'another', id, letter), { instanceOf: Fenced });
      await groups.bury(stream, group, token, id, letter);
      await groups.bury(stream, group, token, id, letter);
      t.deepEqual(await groups.pending(stream, group, '0-0'), []);
      const [buried, ...others] = await letters.list(stream, group, '0-0', 10);
      t.deepEqual(others, []);
      t.like(buried, { group, stream, entry: id, attempts: 5, error: 'no', event: entry?.json });
      const again = await letters.redrive(stream, group, buried?.id ?? '');
      t.is(again, await groups.lastId(stream));
      t.false(await letters.discard(stream, group, buried?.id ?? '', 'gone already'));
      t.like(await groups.readNew(stream, group, token, 10), [{ json: entry?.json, onlyFor: group }]);
    },
  },
  {
    title: 'a message that may stand on the stream already is not added again',
    run: async (t, place) => {
      const { publishing, groups } = await linkTo(t, place);
      const since = new Date(Date.now() - 1_000);
      t.is(await publishing.add(stream, say(1), { since }), 'added');
      t.is(await publishing.add(stream, say(1), { since }), 'found');
      t.is(await publishing.add(stream, say(2), { since }), 'added');
      t.is((await groups.after(stream, '0-0', 10)).length, 2);
    },
  },
  {
    title: 'what is postponed twice waits once, and only what is due is added',
    run: async (t, place) => {
      const { publishing, groups } = await linkTo(t, place);
      t.is(await publishing.addDue(stream), undefined);
      await publishing.postpone(stream, say(1), new Date(Date.now() - 1));
      await publishing.postpone(stream, say(1), new Date(Date.now() + 60_000));
      await publishing.postpone(stream, say(2), new Date(Date.now() + 60_000));
      const nextMs = await publishing.addDue(stream);
      t.true(nextMs !== undefined && nextMs > 0 && nextMs <= 60_000);
      t.is((await groups.after(stream, '0-0', 10)).length, 1);
    },
  },
  {
    title: 'trimming takes what is old and finished, and says who holds back the rest',
    run: async (t, place) => {
      const { leases, groups, publishing, keeping } = await linkTo(t, place);
      await groups.create(stream, group);
      const { token = '' } = await leases.acquire(stream, group, 'one', 10_000);
      for (const step of upTo(500)) await publishing.add(stream, say(step));
      const trim = async (declared: readonly string[] = [], everyMs = 1) => {
        // Entries of this very millisecond are not old yet.
        const last = Number.parseInt(await groups.lastId(stream), 10);
        await until('the last entry is old', () => Date.now() > last + 1);
        const trimmed = () => keeping.trim(stream, { keepMs: 0, everyMs, groups: declared });
        return until('it is our turn', trimmed);
      };
      t.deepEqual(await trim(), { removed: 0, heldBackBy: [group] });
      const read = await groups.readNew(stream, group, token, 1_000);
      t.deepEqual(await trim(), { removed: 0, heldBackBy: [group] });
      await groups.acknowledge(
        stream,
        group,
        read.map(({ id }) => id),
      );
      t.deepEqual(await trim(['books']), { removed: 0, heldBackBy: ['books'] });
      const { removed, heldBackBy } = await trim();
      t.true(removed > 0);
      t.deepEqual(heldBackBy, []);
      await trim([], 60_000);
      t.is(await keeping.trim(stream, { keepMs: 0, everyMs: 60_000, groups: [] }), undefined);
    },
  },
  {
    title: 'a read that waits ends with the next entry, or when it is woken',
    run: async (t, place) => {
      const link = await linkTo(t, place);
      const waiting = await link.openWaiting('read');
      t.teardown(waiting.close);
      const after = new Map([
        [stream, '0-0'],
        ['events:{shop:1}', '0-0'],
      ]);
      const news = waiting.read(after, 1);
      await link.publishing.add(stream, say(1));
      const [heard] = await news;
      t.is(heard?.stream, stream);
      t.is(heard?.entries.length, 1);
      after.set(stream, heard?.entries[0]?.id ?? '');
      const wokenAtOnce = waiting.read(after, 1);
      waiting.wake();
      t.deepEqual(await wokenAtOnce, []);
      const wokenLater = waiting.read(after, 1);
      await link.groups.lastId(stream);
      waiting.wake();
      t.deepEqual(await wokenLater, []);
    },
  },
  {
    title: 'members and descriptions last as long as was said, and are gone when they leave',
    run: async (t, place) => {
      const { members, directory } = await linkTo(t, place);
      await members.beat(group, 'short', 1);
      await members.beat(group, 'one', 60_000);
      await until(
        'the short one is over',
        async () => (await members.beat(group, 'two', 60_000)).length === 2,
      );
      t.deepEqual((await members.beat(group, 'one', 60_000)).sort(), ['one', 'two']);
      await members.leave(group, 'two');
      t.deepEqual(await members.beat(group, 'one', 60_000), ['one']);
      const announce = (described: string, declared: string) =>
        directory.announce({
          service: group,
          declared,
          instance: 'one',
          described,
          ttlMs: 60_000,
        });
      t.is(await announce('first', 'declared'), undefined);
      t.is(await announce('second', 'declared'), 'first');
      t.deepEqual(await directory.read(), { instances: ['second'], services: ['declared'] });
      await directory.withdraw('one');
      t.deepEqual(await directory.read(), { instances: [], services: ['declared'] });
      await directory.forget(group);
      t.deepEqual(await directory.read(), { instances: [], services: [] });
    },
  },
];
