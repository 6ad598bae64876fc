import process from 'node:process';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import test from 'ava';
import { carryOut, type Plan } from '../src/change/plan.js';
import type { Context } from '../src/command.js';
import { createOutput } from '../src/output/output.js';

/** What a command off a terminal is given, and what it says. */
const scene = ({ readOnly = false } = {}) => {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const now = () => new Date();
  const context: Pick<Context, 'globals' | 'out' | 'terminal'> = {
    globals: { redis: 'redis://127.0.0.1:1', format: 'json', readOnly, env: {} },
    out: createOutput({ stdout, stderr, format: 'json', isColored: false, now }),
    terminal: { input: process.stdin, output: process.stdout, words: process.stderr, isInteractive: false },
  };
  const said = async () => {
    stdout.end();
    stderr.end();
    return { data: JSON.parse((await text(stdout)) || 'null'), words: await text(stderr) };
  };
  return { context, said };
};

const plan: Plan = { title: 'Discard 1 dead letter of mailing', steps: ['17-0'], forGood: 'mailing' };
const nothing = { execute: false, confirm: undefined, reason: undefined };
const act = async (reason: string) => ({ discarded: 1, reason });

test('without --execute the plan is shown, nothing is done, and what to add is told', async (t) => {
  const { context, said } = scene();
  t.is(await carryOut(context, nothing, plan, async () => t.fail()), undefined);
  const { data, words } = await said();
  t.deepEqual(data, { plan, executed: false });
  t.is(words, 'Nothing was changed. To do it, add --execute --confirm mailing --reason "…"\n');
});

test('what cannot be undone wants its name again and a reason, and off a terminal it asks nobody', async (t) => {
  const refused = (chosen: { confirm?: string; reason?: string }) => {
    const { context } = scene();
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
  const { context, said } = scene();
  await carryOut(context, { execute: true, confirm: 'mailing', reason: 'a test' }, plan, act);
  t.deepEqual((await said()).data, { plan, executed: true, result: { discarded: 1, reason: 'a test' } });
});

test('what can be undone needs no more than --execute, and says how', async (t) => {
  const { context, said } = scene();
  const undoable: Plan = { title: 'Move alerts', steps: [], undo: 'obey seek alerts 17-0 --execute' };
  await carryOut(context, { ...nothing, execute: true }, undoable, act);
  t.regex((await said()).words, /To undo it: obey seek alerts/);
});

test('--read-only refuses to do it, and still shows the plan', async (t) => {
  const shown = scene({ readOnly: true });
  await carryOut(shown.context, nothing, plan, act);
  t.is((await shown.said()).data.executed, false);
  const { context } = scene({ readOnly: true });
  await t.throwsAsync(
    carryOut(context, { execute: true, confirm: 'mailing', reason: 'why' }, plan, async () => t.fail()),
    { code: 'obey.read-only' },
  );
});
