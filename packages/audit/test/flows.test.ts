import { newId } from '@obey/choreography';
import { AuthUserSignedIn, AuthUserSignedUp } from '@obey/contracts';
import test from 'ava';
import { type FlowNode, flowOf } from '../src/flows.js';
import { recordOf } from '../src/records.js';
import { stage } from './support/audit.js';

const record = (id: string, causationId: string | undefined, at: number) =>
  recordOf(
    {
      ...{ id, source: 'auth', type: 'auth.user.signed.out', version: 1, subject: 'a' },
      ...{ time: new Date(at).toISOString(), correlationId: 'flow', data: {} },
      ...(causationId !== undefined && { causationId }),
    },
    { stream: 'events:{auth:0}', entry: '1' },
    new Date(),
  );

/** A tree as text: `a(b(c)b2)`. A gap has a question mark. */
const drawn = (trees: readonly FlowNode[]): string =>
  trees
    .map(
      ({ id, missing, caused }) =>
        `${id}${missing ? '?' : ''}${caused.length > 0 ? `(${drawn(caused)})` : ''}`,
    )
    .join(' ');

test('a flow is the tree of what caused what, in the order in which it was said, with the time between', (t) => {
  const flow = flowOf(
    [record('c', 'b', 130), record('b2', 'a', 120), record('a', undefined, 100), record('b', 'a', 105)],
    [],
  );
  t.is(drawn(flow), 'a(b(c) b2)');
  t.is(flow[0]?.afterMs, null);
  t.deepEqual(
    flow[0]?.caused.map(({ afterMs }) => afterMs),
    [5, 20],
  );
  t.is(flow[0]?.caused[0]?.caused[0]?.afterMs, 25);
});

test('a cause that is not there is a gap, once for all that it caused', (t) => {
  t.is(
    drawn(
      flowOf(
        [record('b', 'lost', 2), record('c', 'b', 3), record('d', 'lost', 4), record('e', undefined, 5)],
        [],
      ),
    ),
    'lost?(b(c) d) e',
  );
});

test('a circle, which cannot be, and a chain that is too deep, are drawn with every message once', (t) => {
  t.is(drawn(flowOf([record('a', 'b', 1), record('b', 'a', 2), record('c', 'c', 3)], [])), 'a(b) c');
  const chain = Array.from({ length: 1_000 }, (_, n) =>
    record(`m${n}`, n === 0 ? undefined : `m${n - 1}`, n),
  );
  const trees = flowOf(chain, [], 50);
  const ids = drawn(trees).match(/m\d+/g) ?? [];
  t.is(new Set(ids).size, 1_000);
  t.is(ids.length, 1_000);
  t.is(trees.length, 20);
});

test('a flow is served as its tree; of a large one the first thousand messages, and it says so', async (t) => {
  const { start, auth, events, kept } = await stage(t);
  const audit = await start();
  const userId = newId();
  const cause = { correlationId: 'flow-1' };
  const up = await auth.runtime.publish(AuthUserSignedUp, { userId, nickname: 'Ada' }, { cause });
  const signedIn = { userId, nickname: 'Ada', sessionId: newId(), expiresAt: new Date().toISOString() };
  const caused = { ...cause, causationId: up.id };
  const entered = await auth.runtime.publish(AuthUserSignedIn, signedIn, { cause: caused });
  await kept(2);
  const { status, body } = await audit.get('/audit/flows/flow-1');
  t.is(status, 200);
  t.like(body, { correlationId: 'flow-1', messages: 2, cut: false });
  t.like(body.trees[0], {
    id: up.id,
    service: 'auth',
    type: 'auth.user.signed.up',
    missing: false,
    afterMs: null,
  });
  t.like(body.trees[0].caused[0], { id: entered.id, caused: [] });
  t.is(body.trees[0].caused[0].afterMs, Date.parse(entered.time) - Date.parse(up.time));

  const many = Array.from({ length: 1_200 }, (_, n) => record(newId(), undefined, n));
  await events.insertMany(many.map((one) => ({ ...one })));
  const large = (await audit.get('/audit/flows/flow')).body;
  t.like(large, { messages: 1_000, cut: true });
  t.is(large.trees.length, 1_000);
});
