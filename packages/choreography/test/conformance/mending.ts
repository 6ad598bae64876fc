import { until } from '@obey/test-servers';
import { Owned } from '../../src/errors.js';
import { on, openOperator } from '../../src/index.js';
import { streamKeyFor } from '../../src/names.js';
import { ShopOrderPlaced } from '../shop.js';
import { type Case, joinAt, linkTo, notebook, upTo } from './place.js';

const stream = streamKeyFor(ShopOrderPlaced, 'a');
const group = 'stock';

/** What a person does beside the running services. */
export const mending: readonly Case[] = [
  {
    title: 'a group goes on where it is told to, and what was pending behind that comes again',
    run: async (t, place) => {
      const operator = await openOperator(place);
      t.teardown(operator.close);
      const { groups, leases, keeping } = await linkTo(t, place);
      const shop = await joinAt(t, place, 'shop');
      await groups.create(stream, group);
      for (const step of upTo(5)) await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step });
      const { token = '' } = await leases.acquire(stream, group, 'one', 60_000);
      const ids = (await groups.readNew(stream, group, token, 4)).map(({ id }) => id);
      const [one = '', two = '', three = '', four = ''] = ids;
      await groups.acknowledge(stream, group, [two]);
      await t.throwsAsync(operator.seek(stream, group, one), { instanceOf: Owned, message: /^one owns/ });
      t.is(await groups.lastDelivered(stream, group), four, 'nothing has changed');
      await leases.release(stream, group, token);

      t.deepEqual(await operator.seek(stream, group, one), { lastDelivered: four, oldestPending: three });
      t.deepEqual(
        (await groups.pending(stream, group, '0-0')).map(({ id }) => id),
        [one],
      );
      t.like(await keeping.progress(stream), [{ group, lag: 4, pending: 1 }]);
      const next = await leases.acquire(stream, group, 'two', 60_000);
      const again = await groups.readNew(stream, group, next.token ?? '', 10);
      t.deepEqual(
        again.slice(0, 3).map(({ id }) => id),
        [two, three, four],
      );
      await leases.release(stream, group, next.token ?? '');
      await t.throwsAsync(operator.seek(stream, 'strangers', one), { code: 'choreography.no-group' });
    },
  },
  {
    title: 'a message is given to one group once more, and what became of it can be told',
    run: async (t, place) => {
      const operator = await openOperator(place);
      t.teardown(operator.close);
      const [mine, others] = [notebook(), notebook()];
      let broken = false;
      await joinAt(t, place, group, [
        on(ShopOrderPlaced, ({ data }) => {
          if (broken) throw new Error('cannot be packed');
          mine.write(data);
        }),
      ]);
      await joinAt(t, place, 'post', [on(ShopOrderPlaced, ({ data }) => others.write(data))]);
      const shop = await joinAt(t, place, 'shop');
      await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 });
      await until('both have it', () => mine.all() === 1 && others.all() === 1);
      const { groups } = await linkTo(t, place);
      const [{ id: entry } = { id: '' }] = await groups.after(stream, '0-0', 1);
      await until('it is done', async () => (await operator.fateOf({ stream, group, entry })) === 'handled');
      const again = (await operator.repeat({ stream, group, entry })) ?? '';
      await until('it is handled again', () => mine.all() === 2);
      await until(
        'done again',
        async () => (await operator.fateOf({ stream, group, entry: again })) === 'handled',
      );
      broken = true;
      const third = (await operator.repeat({ stream, group, entry })) ?? '';
      await until(
        'it is dead',
        async () => (await operator.fateOf({ stream, group, entry: third })) === 'dead',
      );
      t.is(others.all(), 1);
      t.is(await operator.repeat({ stream, group, entry: '1-1' }), undefined);
      t.is(await operator.fateOf({ stream, group, entry: '9999999999999-0' }), 'waiting');
    },
  },
];
