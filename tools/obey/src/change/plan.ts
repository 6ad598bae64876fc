import { createInterface } from 'node:readline/promises';
import type { Context } from '../command.js';
import { ReadOnly, UsageError } from '../errors.js';
import { flag, text, type ValuesOf } from '../option.js';
import { visible } from '../output/cells.js';
import type { Deed } from './deeds.js';

/** What a command would change, told before it does. */
export interface Plan {
  /** In the imperative: `Discard 3 dead letters of mailing`. */
  readonly title: string;
  readonly steps: readonly string[];
  /** The name that is asked for again, where it cannot be undone: that of the group, the stream or the file. */
  readonly forGood?: string;
  /** The command that undoes it, where there is one. */
  readonly undo?: string;
}

/** The options of every command that changes something. */
export const changeOptions = {
  execute: flag('do it; without this, the plan is shown and nothing is changed'),
  confirm: text('the name again, for what cannot be undone', { placeholder: 'name' }),
  reason: text('why; what cannot be undone needs one, and audit keeps it', { placeholder: 'words' }),
};

type Chosen = ValuesOf<typeof changeOptions>;
type Acting = Pick<Context, 'globals' | 'out' | 'terminal' | 'redis' | 'signal'>;

/**
 * Shows the plan; with `--execute` does it, and shows what came of it. What cannot be undone needs its name again and
 * a reason, asked for on a terminal where they were not given. Who does it, and how it ended, is said on the streams: before the
 * first change, and at the end. Throws `ReadOnly`, and `UsageError` where something is missing and nobody is there to be asked.
 */
export const carryOut = async <Result extends object>(
  context: Acting,
  chosen: Chosen,
  plan: Plan,
  act: (reason: string) => Promise<Result>,
): Promise<Result | undefined> => {
  const { globals, out } = context;
  if (chosen.execute && globals.readOnly) throw new ReadOnly(plan.title);
  if (!chosen.execute) {
    await out.one({ plan, executed: false }, () => planText(plan));
    out.note(`Nothing was changed. To do it, add ${missingFlags(plan, chosen)}`);
    return undefined;
  }
  const reason =
    plan.forGood === undefined ? (chosen.reason ?? '') : await confirmed(context, chosen, plan.forGood, plan);
  const result = await recorded(context, plan, reason, act);
  await out.one({ plan, executed: true, result }, () => `${planText(plan)}\n${resultText(result)}`);
  const end = context.signal.aborted ? 'Interrupted.' : 'Done.';
  out.note(plan.undo === undefined ? end : `${end} To undo it: ${plan.undo}`);
  return result;
};

const recorded = async <Result extends object>(
  { redis, signal, out }: Acting,
  plan: Plan,
  reason: string,
  act: (reason: string) => Promise<Result>,
): Promise<Result> => {
  // Contracts and their checks take a while to load: what only looks starts without them.
  const { beginDeed } = await import('./deeds.js');
  const deed = await beginDeed(await redis(), plan, reason).catch((error: unknown): Deed => {
    // What makes room in a full Redis must be possible there.
    if (!(error instanceof Error && error.message.startsWith('OOM'))) throw error;
    out.note('Redis is full: that this was done cannot be told on the streams');
    return { id: '', ended: async () => {} };
  });
  try {
    const result = await act(reason);
    await deed.ended({ outcome: signal.aborted ? 'interrupted' : 'done', counts: countsIn(result) });
    return result;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    // What it failed with is worth more than that it could not be told.
    await deed.ended({ outcome: 'failed', counts: {}, error: words }).catch(() => undefined);
    throw error;
  }
};

const countsIn = (result: object): Record<string, number> =>
  Object.fromEntries(
    Object.entries(result).filter((one): one is [string, number] => typeof one[1] === 'number'),
  );

const resultText = (result: object) =>
  Object.entries(result)
    .filter(([, value]) => typeof value !== 'object' && value !== undefined)
    .map(([name, value]) => visible(`${name}: ${value}`))
    .join(', ');

const planText = ({ title, steps }: Plan) =>
  [`${title}:`, ...steps.map((step) => `  ${step}`)].map(visible).join('\n');

const missingFlags = ({ forGood }: Plan, { confirm, reason }: Chosen) =>
  [
    '--execute',
    ...(forGood !== undefined && confirm !== forGood ? [`--confirm ${forGood}`] : []),
    ...(forGood !== undefined && !reason ? ['--reason "…"'] : []),
  ].join(' ');

const confirmed = async (
  { terminal, out }: Pick<Context, 'terminal' | 'out'>,
  { confirm, reason }: Chosen,
  name: string,
  plan: Plan,
): Promise<string> => {
  const ask = async (question: string) => {
    if (!terminal.isInteractive)
      throw new UsageError(
        `This cannot be undone. Add ${missingFlags(plan, { execute: true, confirm, reason })}`,
      );
    const lines = createInterface({ input: terminal.input, output: terminal.words });
    return (await lines.question(question).finally(() => lines.close())).trim();
  };
  if (confirm === undefined) out.note(planText(plan));
  const again = confirm ?? (await ask(`This cannot be undone. Type ${name} to go on: `));
  if (again !== name) throw new UsageError(`'${again}' is not '${name}'. Nothing was changed`);
  const given = reason?.trim() || (reason === undefined ? await ask('Why? ') : '');
  if (given === '') throw new UsageError('A reason is needed: --reason "…". Nothing was changed');
  return given;
};
