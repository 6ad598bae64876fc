import { createInterface } from 'node:readline/promises';
import type { Context } from '../command.js';
import { ReadOnly, UsageError } from '../errors.js';
import { flag, text, type ValuesOf } from '../option.js';
import { visible } from '../output/cells.js';

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
  reason: text('why, for what cannot be undone; it is kept with it', { placeholder: 'words' }),
};

type Chosen = ValuesOf<typeof changeOptions>;

/**
 * Shows the plan; with `--execute` does it, and shows what came of it. What cannot be undone needs its name again and
 * a reason, asked for on a terminal where they were not given. Throws `ReadOnly`, and `UsageError` where something is
 * missing and nobody is there to be asked.
 */
export const carryOut = async <Result extends object>(
  context: Pick<Context, 'globals' | 'out' | 'terminal'>,
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
  const result = await act(reason);
  await out.one({ plan, executed: true, result }, () => planText(plan));
  out.note(plan.undo === undefined ? 'Done.' : `Done. To undo it: ${plan.undo}`);
  return result;
};

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
