import { userInfo } from 'node:os';
import process from 'node:process';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { connectTo, startRedis } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { carryOut, type Plan } from '../src/change/plan.js';
import type { Context } from '../src/command.js';
import { createOutput } from '../src/output/output.js';

/** What a command off a terminal is given, and what it says. */
const scene = async (t: ExecutionContext, { readOnly = false } = {}) => {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const now = () => new Date();
  const { url } = await startRedis(t);
  const client = connectTo(t, url);
  const context: Pick<Context, 'globals' | 'out' | 'terminal' | 'redis' | 'signal'> = {
    globals: { redis: url, format: 'json', readOnly, env: {} },
    out: createOutput({ stdout, stderr, format: 'json', isColored: false, now }),
    terminal: { input: process.stdin, output: process.stdout, words: process.stderr, isInteractive: false },
    redis: async () => client,
    signal: new AbortController().signal,
  };
  const said = async () => {
    stdout.end();
    stderr.end();
    return { data: JSON.parse((await text(stdout)) || 'null'), words: await text(stderr) };
  };
  const deeds = async () =>
    (await client.xrange('events:{operator:0}', '-', '+')).map(([, fields]) => JSON.parse(fields[1] ?? ''));
  return { context, said, deeds, client };
};

const plan: Plan = { title: 'Discard 1 dead letter of mailing', steps: ['17-0'], forGood: 'mailing' };
const nothing = { execute: false, confirm: undefined, reason: undefined };
const act = async (reason: string) => ({ discarded: 1, reason });

test('without --execute the plan is shown, nothing is done, and what to add is told', async (t) => {
  const { context, said } = await scene(t);
  t.is(await carryOut(context, nothing, plan, async () => t.fail()), undefined);
  const { data, words } = await said();
  t.deepEqual(data, { plan, executed: false });
  t.is(words, 'Nothing was changed. To do it, add --execute --confirm mailing --reason "…"\n');
});

test('what cannot be undone wants its name again and a reason, and off a terminal it asks nobody', async (t) => {
  const refused = async (chosen: { confirm?: string; reason?: string }) => {
    const { context } = await scene(t);
    return carryOut(context, { ...nothing, execute: true, ...chosen }, plan, async () => t.fail());
  };
  const usage = { code: 'obey.usage' };
  await t.throwsAsync(refused({}), { ...usage, message: /--confirm mailing --reason/ });
  await t.throwsAsync(refused({ confirm: 'alerts', reason: 'why' }), {
    ...usage,
    message: /'alerts' is not 'mailing'/,
  });
  await t.throwsAsync(refused({ confirm: 'mailing' }), { ...usage, message: /--reason/ });
  await t.throwsAsync(refused({ confirm: 'mailing', reason: ' ' }), usage);
  const { context, said } = await scene(t);
  await carryOut(context, { execute: true, confirm: 'mailing', reason: 'a test' }, plan, act);
  t.deepEqual((await said()).data, { plan, executed: true, result: { discarded: 1, reason: 'a test' } });
});

test('what can be undone needs no more than --execute, and says how', async (t) => {
  const { context, said } = await scene(t);
  const undoable: Plan = { title: 'Move alerts', steps: [], undo: 'obey seek alerts 17-0 --execute' };
  await carryOut(context, { ...nothing, execute: true }, undoable, act);
  t.regex((await said()).words, /To undo it: obey seek alerts/);
});

test('--read-only refuses to do it, and still shows the plan', async (t) => {
  const shown = await scene(t, { readOnly: true });
  await carryOut(shown.context, nothing, plan, act);
  t.is((await shown.said()).data.executed, false);
  const { context } = await scene(t, { readOnly: true });
  await t.throwsAsync(
    carryOut(context, { execute: true, confirm: 'mailing', reason: 'why' }, plan, async () => t.fail()),
    { code: 'obey.read-only' },
  );
});

test('who does what and why is said before the first change, and how it ended after the last', async (t) => {
  const { context, deeds } = await scene(t);
  const chosen = { execute: true, confirm: 'mailing', reason: 'a test' };
  await carryOut(context, chosen, plan, async (reason) => {
    t.is((await deeds()).length, 1);
    return { discarded: 1, reason };
  });
  const [begun, ended] = await deeds();
  t.like(begun, { type: 'operator.deed.begun', source: 'operator' });
  t.like(begun.data, { title: plan.title, steps: plan.steps, reason: 'a test', user: userInfo().username });
  t.like(ended, { type: 'operator.deed.ended', causationid: begun.id, correlationid: begun.correlationid });
  t.deepEqual(ended.data, { deedId: begun.data.deedId, outcome: 'done', counts: { discarded: 1 } });
});

test('a deed that fails is said to have failed, and one that Redis will not record is not done', async (t) => {
  const { context, deeds, client } = await scene(t);
  const chosen = { execute: true, confirm: 'mailing', reason: 'a test' };
  await t.throwsAsync(
    carryOut(context, chosen, plan, () => Promise.reject(new Error('no paper'))),
    { message: 'no paper' },
  );
  t.like((await deeds())[1]?.data, { outcome: 'failed', error: 'no paper' });
  await client.del('events:{operator:0}');
  await client.set('events:{operator:0}', 'in the way');
  await t.throwsAsync(
    carryOut(context, chosen, plan, async () => t.fail()),
    { message: /WRONGTYPE/ },
  );
});

test('a full Redis does not keep from making room in it', async (t) => {
  const { context, said, client } = await scene(t);
  await client.config('SET', 'maxmemory', '1');
  const chosen = { execute: true, confirm: 'mailing', reason: 'room' };
  t.deepEqual(await carryOut(context, chosen, plan, act), { discarded: 1, reason: 'room' });
  t.regex((await said()).words, /Redis is full/);
});
