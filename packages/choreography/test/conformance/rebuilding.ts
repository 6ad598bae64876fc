import { until } from '@obey/test-servers';
import type { ExecutionContext } from 'ava';
import { compareIds } from '../../src/entry-ids.js';
import {
  createRuntime,
  encode,
  type History,
  on,
  onAny,
  openOperator,
  type Row,
  type Runtime,
} from '../../src/index.js';
import { streamKeyFor } from '../../src/names.js';
import { PostSendParcel, quick, ShopGetOrder, ShopOrderPlaced, StockOrderPacked } from '../shop.js';
import { type Case, joinAt, linkTo, lookAt, type Place, upTo } from './place.js';

/** More than a node of the stream holds, since trimming takes whole nodes, and more than a page of the archive. */
const old = 620;
const stream = streamKeyFor(ShopOrderPlaced, 'a');

/** Hears all, and gives it back. */
const archiveAt = async (t: ExecutionContext, place: Place) => {
  const kept: { id: string; event: string }[] = [];
  const asked: string[] = [];
  await joinAt(t, place, 'audit', [
    onAny([ShopOrderPlaced], (message, { sequence }) => {
      const id = sequence.split('-').map(Number).join('-');
      if (message.subject === 'a') kept.push({ id, event: encode(message) });
    }),
  ]);
  const history: History = async ({ after, before, limit }) => {
    asked.push(after);
    const beyond = kept.filter(({ id }) => compareIds(id, after) > 0 && compareIds(id, before) < 0);
    return { entries: beyond.sort((one, other) => compareIds(one.id, other.id)).slice(0, limit) };
  };
  return { kept, asked, history };
};

const joinLate = async (
  t: ExecutionContext,
  { transport }: Place,
  history: History,
  reactions: (runtime: Runtime) => readonly Row[],
): Promise<Runtime> => {
  const tuning = { ...quick, leaseMs: 10_000, marginMs: 2_000, heartbeatTtlMs: 8_000 };
  const runtime = await createRuntime({ service: 'stock', transport, history, tuning });
  t.teardown(() => runtime.stop({ drainMs: 1_000 }));
  await runtime.start(reactions(runtime));
  return runtime;
};

/** Orders that were said, kept in the archive, and are gone from the stream but for the last. */
const trimmedPast = async (t: ExecutionContext, place: Place) => {
  const archive = await archiveAt(t, place);
  const shop = await joinAt(t, place, 'shop');
  const step = (n: number) => shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: n });
  await Promise.all(upTo(old).map(step));
  await until('all are in the archive', () => archive.kept.length === old);
  const { keeping, groups } = await linkTo(t, place);
  await until('they are acknowledged', async () =>
    (await keeping.progress(stream)).every(({ pending }) => pending === 0),
  );
  await until('the old ones are gone', async () => {
    await keeping.trim(stream, { keepMs: 0, everyMs: 1, groups: [] });
    return (await groups.after(stream, '0-0', old)).length <= 100;
  });
  for (const n of upTo(5)) await step(old + n);
  const { first, isTrimmed } = await (await linkTo(t, place)).rebuilds.standing(stream);
  t.true(isTrimmed);
  const kept = archive.kept.filter(({ id }) => first === undefined || compareIds(id, first) < 0).length;
  t.true(kept > 500);
  return { ...archive, shop, step, archived: kept };
};

/** What streams no longer hold comes out of an archive, and does nothing for a second time. */
export const rebuilding: readonly Case[] = [
  {
    title:
      'a service that starts late gets first what the stream no longer holds, in order, each once, and tells nothing of it',
    run: async (t, place) => {
      const { history, archived, step } = await trimmedPast(t, place);
      const steps: number[] = [];
      const replayed: number[] = [];
      await joinLate(t, place, history, () => [
        on(ShopOrderPlaced, ({ data }, context) => {
          steps.push(data.step);
          if (context.replayed) replayed.push(data.step);
          context.publish(StockOrderPacked, data);
          context.send(PostSendParcel, data);
        }),
      ]);
      await until('all are handled', () => steps.length >= old + 5);
      t.deepEqual(steps, upTo(old + 5));
      t.deepEqual(replayed, upTo(archived));
      await step(old + 6);
      const { messages } = await lookAt(t, place);
      const rest = old + 6 - archived;
      await until('the rest is told', async () => (await messages(PostSendParcel)).length === rest);
      t.is((await messages(StockOrderPacked)).length, rest);
      t.is(steps.length, old + 6);
    },
  },
  {
    title: 'who dies while the past is played goes on behind what was done, and misses nothing',
    run: async (t, place) => {
      const { history, asked } = await trimmedPast(t, place);
      const steps: number[] = [];
      let away = false;
      const failing: History = async (query) => {
        if (away) throw new Error('the archive is away');
        away = true;
        return history(query);
      };
      const reactions = () => [on(ShopOrderPlaced, ({ data }) => void steps.push(data.step))];
      const first = await joinLate(t, place, failing, reactions);
      await until('a page is played', () => steps.length === 250);
      await first.stop({ drainMs: 5_000 });
      t.is(steps.length, 250);
      asked.length = 0;
      await joinLate(t, place, history, reactions);
      await until('all are handled', () => steps.length >= old + 5);
      t.deepEqual(steps, upTo(old + 5));
      t.true(asked.every((after) => after !== '0-0'));
      // It is over: who comes then asks for nothing.
      asked.length = 0;
      await joinLate(t, place, history, reactions);
      t.deepEqual(asked, []);
    },
  },
  {
    title: 'what a reaction says by its runtime is not said again either, and it may not ask',
    run: async (t, place) => {
      const { history, archived } = await trimmedPast(t, place);
      const errors = new Set<unknown>();
      const told: number[] = [];
      await joinLate(t, place, history, (runtime) => [
        on(ShopOrderPlaced, async ({ data }, { replayed }) => {
          await Promise.resolve();
          await runtime.publish(StockOrderPacked, data);
          await runtime.publishAll(StockOrderPacked, [data]);
          await runtime.send(PostSendParcel, data);
          if (replayed)
            await runtime.ask(ShopGetOrder, { orderId: 'a' }).catch(({ code }) => errors.add(code));
          else told.push(data.step);
        }),
      ]);
      const rest = old + 5 - archived;
      await until('all are handled', () => told.length === rest);
      t.deepEqual([...errors], ['choreography.replaying']);
      const { messages } = await lookAt(t, place);
      t.is((await messages(StockOrderPacked)).length, 2 * rest);
      t.is((await messages(PostSendParcel)).length, rest);
      t.is((await messages(ShopGetOrder)).length, 0);
    },
  },
  {
    title:
      'a message of the past that goes on failing is a dead letter, and one that is put back is still of the past',
    run: async (t, place) => {
      const { history } = await trimmedPast(t, place);
      let isMended = false;
      const again: boolean[] = [];
      const steps: number[] = [];
      await joinLate(t, place, history, () => [
        on(ShopOrderPlaced, ({ data: { step } }, { replayed }) => {
          if (step === 7 && !isMended) throw new Error('cannot be packed');
          if (step === 7) again.push(replayed);
          steps.push(step);
        }),
      ]);
      await until('all others are handled', () => steps.length === old + 4);
      const operator = await openOperator({ transport: place.transport });
      t.teardown(operator.close);
      isMended = true;
      for await (const letter of operator.deadLetters('stock')) {
        t.like(letter, { error: 'cannot be packed', attempts: 5 });
        await operator.redrive(letter);
      }
      await until('it is handled', () => again.length === 1);
      t.deepEqual(again, [true]);
    },
  },
  {
    title: 'what was begun of the past is known until its page is done, and is a dead letter once',
    run: async (t, place) => {
      const { rebuilds, letters } = await linkTo(t, place);
      const begin = (...ids: string[]) => rebuilds.begin(stream, 'stock', ids).then(Object.fromEntries);
      t.deepEqual(await begin('1-0', '2-0'), { '1-0': 0, '2-0': 0 });
      await rebuilds.count(stream, 'stock', '2-0', 3);
      t.deepEqual(await begin('1-0', '2-0', '3-0'), { '1-0': 1, '2-0': 3, '3-0': 0 });
      for (const _ of upTo(2)) await rebuilds.bury(stream, 'stock', '2-0', { entry: '2-0', event: '{}' });
      t.deepEqual(
        (await letters.list(stream, 'stock', '0-0', 10)).map(({ entry }) => entry),
        ['2-0'],
      );
      t.deepEqual(await begin('1-0', '2-0', '3-0'), { '1-0': 1, '3-0': 1 });
      await rebuilds.advance(stream, 'stock', '3-0');
      t.deepEqual(await begin('2-0', '4-0'), { '2-0': 0, '4-0': 0 });
    },
  },
  {
    title:
      'a service begins anew when an operator says so: all that it had handled is played again, and what comes then is new',
    run: async (t, place) => {
      const { history, step } = await trimmedPast(t, place);
      let replayed = 0;
      let steps: number[] = [];
      const reactions = () => [
        on(ShopOrderPlaced, ({ data }, context) => {
          steps.push(data.step);
          if (context.replayed) replayed += 1;
        }),
      ];
      const first = await joinLate(t, place, history, reactions);
      await until('all are handled', () => steps.length === old + 5);
      const operator = await openOperator({ transport: place.transport });
      t.teardown(operator.close);
      await t.throwsAsync(operator.rebuild('stock'), {
        code: 'choreography.not-rebuildable',
        message: /stop them/,
      });
      await t.throwsAsync(operator.rebuild('nobody'), { code: 'choreography.not-rebuildable' });
      await first.stop();
      await operator.rebuild('stock');
      await step(old + 6);
      [steps, replayed] = [[], 0];
      await joinLate(t, place, history, reactions);
      await until('all are handled again', () => steps.length === old + 6);
      t.deepEqual(steps, upTo(old + 6));
      t.is(replayed, old + 5);
    },
  },
  {
    title:
      'where nothing was removed from the streams nobody asks for the past, and who has begun before is given none',
    run: async (t, place) => {
      const shop = await joinAt(t, place, 'shop');
      await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 });
      const steps: number[] = [];
      const reactions = () => [on(ShopOrderPlaced, ({ data }) => void steps.push(data.step))];
      const away: History = async () => {
        t.fail('the archive was asked');
        return { entries: [] };
      };
      const fresh = await joinLate(t, place, away, reactions);
      await until('it is handled', () => steps.length === 1);
      await fresh.stop();
      await joinLate(t, place, away, reactions);
      await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 2 });
      await until('the next is handled', () => steps.length === 2);
      t.deepEqual(steps, [1, 2]);
    },
  },
];
