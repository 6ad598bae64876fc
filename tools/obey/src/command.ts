import type { Connection } from '@obey/choreography/inspection';
import type { Command as Parser } from 'commander';
import type { Names } from './complete/names.js';
import type { ExitCode } from './exit-codes.js';
import type { Globals } from './globals.js';
import { type Options, type ValuesOf, valuesOf } from './option.js';
import type { Output } from './output/output.js';

/** What a command is given to work with. */
export interface Context {
  readonly globals: Globals;
  readonly out: Output;
  /** Aborted by Ctrl-C: what follows something ends then. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
  readonly terminal: Terminal;
  /** All commands that there are. */
  readonly commands: readonly Command[];
  /** Connects when it is first asked for, and is closed for the command. Throws `RedisAway`. */
  readonly redis: () => Promise<Connection>;
}

/** Whether somebody sits there, to be asked and shown things. */
export interface Terminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** Where questions are asked: stdout is for data. */
  readonly words: NodeJS.WriteStream;
  readonly isInteractive: boolean;
}

export interface Example {
  /** As it is typed, with `obey`. */
  readonly line: string;
  readonly about: string;
}

interface Spec<O extends Options> {
  /** Words of one group stand together: `dead ls`. */
  readonly name: string;
  readonly summary: string;
  /** More for its help, where one line does not tell all. */
  readonly details?: string;
  /** In commander's notation (`<id>`, `[pattern...]`), with what each means. */
  readonly arguments?: Readonly<Record<string, string>>;
  readonly options: O;
  /** What its arguments name, for completion. */
  readonly completes?: Names;
  /** Two at least, that one can type. */
  readonly examples: readonly [Example, Example, ...Example[]];
  /** For shells and scripts only: left out of the help. */
  readonly isHidden?: boolean;
  readonly run: (
    context: Context & { readonly arguments: readonly string[]; readonly options: ValuesOf<O> },
  ) => Promise<ExitCode | undefined>;
}

/** One command, as data; the table of all is `commands.ts`. */
export interface Command extends Omit<Spec<Options>, 'run'> {
  /** Does it with what the parser has read. Resolves with a code to end with, where that is not 0. */
  readonly run: (context: Context, parser: Parser) => Promise<ExitCode | undefined>;
}

export const command = <O extends Options>(spec: Spec<O>): Command => ({
  ...spec,
  run: (context, parser) => spec.run({ ...context, arguments: parser.args, options: valuesOf<O>(parser) }),
});
