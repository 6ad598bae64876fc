import test, { type ExecutionContext } from 'ava';
import {
  AskFailed,
  answer,
  drills,
  Outage,
  on,
  type Reaction,
  type RehearsalOptions,
  rehearse,
} from '../src/index.js';
import {
  PostSendParcel,
  ShopGetOrder,
  ShopOrderCancelled,
  ShopOrderPlaced,
  StockOrderPacked,
} from './shop.js';

const stageFor = async (
  t: ExecutionContext,
  reactions: RehearsalOptions['reactions'],
  options: Partial<RehearsalOptions> = {},
) => {
  const stage = await rehearse({ service: 'stock', reactions, ...options });
  t.teardown(stage.close);
  return stage;
};

/** Numbers the parcels of each order; a message that comes again gets the number that it has. */
const rightStock = () => {
  const parcels = new Map<string, string[]>();
  return [
    on(ShopOrderPlaced, ({ id, data: { orderId } }, context) => {
      const packed = parcels.get(orderId) ?? [];
      if (!packed.includes(id)) parcels.set(orderId, [...packed, id]);
      const step = (parcels.get(orderId)?.indexOf(id) ?? 0) + 1;
      context.publish(StockOrderPacked, { orderId, step });
      context.send(PostSendParcel, { orderId, step });
    }),
  ];
};

/** The same, but that it counts whatever comes. */
const countingStock = () => {
  const parcels = new Map<string, number>();
  return [
    on(ShopOrderPlaced, ({ data: { orderId } }, context) => {
      const step = (parcels.get(orderId) ?? 0) + 1;
      parcels.set(orderId, step);
      context.publish(StockOrderPacked, { orderId, step });
      context.send(PostSendParcel, { orderId, step });
    }),
  ];
};

/** The same, but that it takes messages to arrive in the order of their times, whatever they are about. */
const impatientStock = () => {
  let latest = '';
  return [
    on(ShopOrderPlaced, ({ time, data: { orderId } }, context) => {
      if (time < latest) return;
      latest = time;
      context.publish(StockOrderPacked, { orderId, step: 2 });
      context.send(PostSendParcel, { orderId, step: 2 });
    }),
  ];
};

const secondParcel = [
  { name: 'StockOrderPacked', data: { orderId: 'a', step: 2 } },
  { name: 'PostSendParcel', data: { orderId: 'a', step: 2 } },
];

test('given what has happened, when a message arrives, then the service says what follows', async (t) => {
  const stage = await stageFor(t, rightStock());
  await stage.given(ShopOrderPlaced, { orderId: 'a', step: 1 });
  t.deepEqual(await stage.when(ShopOrderPlaced, { orderId: 'a', step: 2 }), secondParcel);
  t.deepEqual(await stage.when(ShopOrderCancelled, { orderId: 'a', step: 3 }), []);
});

for (const drill of drills) {
  const play = async (t: ExecutionContext, reactions: readonly Reaction[]) => {
    const stage = await stageFor(t, reactions);
    await stage.given(ShopOrderPlaced, { orderId: 'a', step: 1 });
    return stage.when(ShopOrderPlaced, { orderId: 'a', step: 2 }, { drill });
  };

  test(`a service that is right says the same in the drill "${drill}"`, async (t) => {
    t.deepEqual(await play(t, rightStock()), secondParcel);
  });

  test(`a service that is not is caught by the drill "${drill}"`, async (t) => {
    const wrong = drill === 'late' ? impatientStock() : countingStock();
    t.notDeepEqual(await play(t, wrong), secondParcel);
  });
}

test('what one run says and the next one does not is seen, though the ids are the same', async (t) => {
  const stage = await stageFor(t, countingStock());
  t.deepEqual(
    (await stage.when(ShopOrderPlaced, { orderId: 'a', step: 1 }, { drill: 'twice' })).map(
      ({ data }) => data,
    ),
    [
      { orderId: 'a', step: 1 },
      { orderId: 'a', step: 1 },
      { orderId: 'a', step: 2 },
      { orderId: 'a', step: 2 },
    ],
  );
});

test('a late message arrives after what was said later, of which the service says nothing in this place', async (t) => {
  const arrived: { step: number; time: string; id: string }[] = [];
  const stage = await stageFor(t, [
    on(ShopOrderPlaced, ({ data, time, id }, context) => {
      arrived.push({ step: data.step, time, id });
      context.publish(StockOrderPacked, data);
    }),
  ]);
  const said = await stage.when(
    ShopOrderPlaced,
    { orderId: 'a', step: 1 },
    { drill: 'late', newer: () => stage.given(ShopOrderPlaced, { orderId: 'a', step: 2 }) },
  );
  t.deepEqual(said, [{ name: 'StockOrderPacked', data: { orderId: 'a', step: 1 } }]);
  const [newer, late] = arrived;
  t.deepEqual([newer?.step, late?.step], [2, 1]);
  t.true((late?.time ?? '') < (newer?.time ?? ''));
  t.true((late?.id ?? '') < (newer?.id ?? ''));
});

test('after a crash a new instance, which knows nothing but what was stored, does it again', async (t) => {
  const runs: { instance: number; redelivered: boolean }[] = [];
  let instances = 0;
  const stage = await stageFor(t, () => {
    instances += 1;
    const instance = instances;
    return [
      on(ShopOrderPlaced, ({ data }, { redelivered, publish }) => {
        runs.push({ instance, redelivered });
        publish(StockOrderPacked, data);
      }),
    ];
  });
  const said = await stage.when(ShopOrderPlaced, { orderId: 'a', step: 1 }, { drill: 'crash-before-ack' });
  t.deepEqual(runs, [
    { instance: 1, redelivered: false },
    { instance: 2, redelivered: true },
  ]);
  t.deepEqual(said, [{ name: 'StockOrderPacked', data: { orderId: 'a', step: 1 } }]);
  await stage.when(ShopOrderPlaced, { orderId: 'a', step: 2 });
  t.is(runs.at(-1)?.instance, 2);
});

test('a crash over a message that the service does not hear kills nothing', async (t) => {
  const stage = await stageFor(t, rightStock());
  t.deepEqual(await stage.when(PostSendParcel, { orderId: 'a', step: 1 }, { drill: 'crash-before-ack' }), []);
  t.is((await stage.when(ShopOrderPlaced, { orderId: 'a', step: 1 })).length, 2);
});

test('what the service asks is answered by the stage; what nobody answers is said', async (t) => {
  const stage = await stageFor(t, (runtime) => [
    on(ShopOrderPlaced, async ({ data: { orderId } }, context) => {
      context.publish(StockOrderPacked, await runtime.ask(ShopGetOrder, { orderId }));
    }),
  ]);
  await t.throwsAsync(stage.when(ShopOrderPlaced, { orderId: 'a', step: 1 }), {
    instanceOf: AskFailed,
    message: /shop\.get\.order .*stage\.answers/,
  });
  stage.answers(ShopGetOrder, ({ orderId }) => ({ orderId, step: 9 }));
  t.deepEqual(await stage.when(ShopOrderPlaced, { orderId: 'b', step: 1 }), [
    { name: 'StockOrderPacked', data: { orderId: 'b', step: 9 } },
  ]);
});

test('a service that answers is asked', async (t) => {
  const steps = new Map<string, number>();
  const stage = await stageFor(
    t,
    [
      on(ShopOrderPlaced, ({ data: { orderId, step } }) => void steps.set(orderId, step)),
      answer(ShopGetOrder, ({ data: { orderId } }) => {
        const step = steps.get(orderId);
        if (step === undefined) throw new Error('no such order');
        return { orderId, step };
      }),
    ],
    { service: 'shop' },
  );
  await stage.given(ShopOrderPlaced, { orderId: 'a', step: 4 });
  t.deepEqual(await stage.asks(ShopGetOrder, { orderId: 'a' }), { orderId: 'a', step: 4 });
  await t.throwsAsync(stage.asks(ShopGetOrder, { orderId: 'b' }), { message: /no such order/ });
  t.is((await stage.asks(ShopGetOrder, { orderId: 'a' })).step, 4);
});

test('a reaction that goes on failing rejects with its own error, and the next message is played as ever', async (t) => {
  const broken = new Error('the tape ran out');
  const stage = await stageFor(t, [
    on(ShopOrderPlaced, ({ data }, context) => {
      if (data.step === 1) throw broken;
      context.publish(StockOrderPacked, data);
    }),
  ]);
  t.is(await t.throwsAsync(stage.when(ShopOrderPlaced, { orderId: 'a', step: 1 })), broken);
  t.is(await t.throwsAsync(stage.given(ShopOrderPlaced, { orderId: 'a', step: 1 })), broken);
  t.is((await stage.when(ShopOrderPlaced, { orderId: 'a', step: 2 })).length, 1);
});

test('a reaction that hangs is given up, and keeps no stage from closing', async (t) => {
  const stage = await stageFor(t, [on(ShopOrderPlaced, () => new Promise<void>(() => {}))], {
    tuning: { reactionTimeoutMs: 20, attempts: 2 },
  });
  await t.throwsAsync(stage.when(ShopOrderPlaced, { orderId: 'a', step: 1 }), {
    message: /took longer than 20 ms/,
  });
  const hanging = await rehearse({
    service: 'stock',
    reactions: [on(ShopOrderPlaced, () => new Promise<void>(() => {}))],
  });
  void hanging.when(ShopOrderPlaced, { orderId: 'a', step: 1 });
  await t.notThrowsAsync(hanging.close());
});

test('an outage that ends is waited out; one that lasts rejects with its error', async (t) => {
  let tries = 0;
  const stage = await stageFor(t, [
    on(ShopOrderPlaced, ({ data }, context) => {
      tries += 1;
      if (data.step === 2 || tries < 3) throw new Outage('The conveyor belt');
      context.publish(StockOrderPacked, data);
    }),
  ]);
  t.is((await stage.when(ShopOrderPlaced, { orderId: 'a', step: 1 })).length, 1);
  await t.throwsAsync(stage.when(ShopOrderPlaced, { orderId: 'a', step: 2 }), { instanceOf: Outage });
});

test('what follows from what the service says itself, what it says by its runtime and what it postpones counts', async (t) => {
  const notBefore = new Date(Date.now() + 60_000);
  const stage = await stageFor(t, (runtime) => [
    on(ShopOrderPlaced, (message, context) => context.publish(StockOrderPacked, message.data)),
    on(StockOrderPacked, async ({ data }, context) => {
      context.publish(StockOrderPacked, { ...data, step: 7 }, { notBefore });
      if (data.step === 1) await runtime.send(PostSendParcel, data);
    }),
  ]);
  t.deepEqual(await stage.when(ShopOrderPlaced, { orderId: 'a', step: 1 }), [
    { name: 'StockOrderPacked', data: { orderId: 'a', step: 1 } },
    { name: 'PostSendParcel', data: { orderId: 'a', step: 1 } },
    { name: 'StockOrderPacked', data: { orderId: 'a', step: 7 }, notBefore },
  ]);
});

test('what a service follows it has heard when all has settled', async (t) => {
  const heard: number[] = [];
  const stage = await stageFor(t, (runtime) => {
    runtime.follow(ShopOrderPlaced).subscribe(({ data }) => void heard.push(data.step));
    return [on(ShopOrderCancelled, () => {})];
  });
  for (let step = 1; step <= 5; step++) await stage.given(ShopOrderPlaced, { orderId: 'a', step });
  t.deepEqual(heard, [1, 2, 3, 4, 5]);
});

test('what the streams know nothing of is waited for too, where the service says how to see it', async (t) => {
  let relayed = true;
  const stage = await stageFor(
    t,
    (runtime) => [
      on(ShopOrderPlaced, ({ data }) => {
        relayed = false;
        setTimeout(async () => {
          await runtime.publish(StockOrderPacked, data);
          relayed = true;
        }, 20);
      }),
    ],
    { settled: () => relayed },
  );
  t.is((await stage.when(ShopOrderPlaced, { orderId: 'a', step: 1 })).length, 1);
});
