import process from 'node:process';
import type { Connection } from '@obey/choreography/inspection';
import { CommanderError } from 'commander';
import type { Context } from './command.js';
import { commands, groups } from './commands.js';
import { explain } from './errors.js';
import { type ExitCode, exitCodes } from './exit-codes.js';
import { describePlace, type Environment, readGlobals, wantsColors } from './globals.js';
import { createOutput } from './output/output.js';
import { type Chosen, parseCommandLine } from './program.js';
import { interruption } from './signals.js';
import { connect } from './streams/connect.js';

interface Process {
  readonly env: Environment;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** Runs one command line, and resolves with the code to end with. Nothing is thrown: errors are told on stderr. */
export const runObey = async (args: readonly string[], of: Process): Promise<ExitCode> => {
  const { stdout, stderr } = of;
  endWithReader(stdout);
  try {
    const chosen = parseCommandLine(args, {
      commands,
      groups,
      writeOut: (text) => void stdout.write(text),
      writeError: (text) => void stderr.write(text),
      width: stdout.columns ?? 100,
    });
    return chosen ? await runChosen(chosen, of) : exitCodes.usage;
  } catch (error) {
    if (error instanceof CommanderError) return isHelp(error) ? exitCodes.ok : exitCodes.usage;
    // No server has been named yet that could be told of.
    const { text, exitCode } = explain(error, 'Redis');
    stderr.write(`obey: ${text}\n`);
    return exitCode;
  }
};

const runChosen = async ({ command, parser, root }: Chosen, { env, stdin, stdout, stderr }: Process) => {
  const isTerminal = stdout.isTTY === true;
  const globals = readGlobals(root, env, isTerminal);
  const now = () => new Date();
  const { signal, ended } = interruption();
  let connecting: Promise<Connection> | undefined;
  const context: Context = {
    globals,
    out: createOutput({
      stdout,
      stderr,
      format: globals.format,
      isColored: wantsColors(env, isTerminal),
      now,
    }),
    signal,
    now,
    commands,
    terminal: {
      input: stdin,
      output: stdout,
      words: stderr,
      isInteractive: isTerminal && stdin.isTTY === true,
    },
    redis: () => {
      connecting ??= connect(globals.redis);
      return connecting;
    },
  };
  try {
    const code = await Promise.race([command.run(context, parser), ended]);
    return signal.aborted ? exitCodes.interrupted : (code ?? exitCodes.ok);
  } catch (error) {
    if (signal.aborted) return exitCodes.interrupted;
    const { text, exitCode } = explain(error, describePlace(globals.redis));
    context.out.note(`obey: ${text}`);
    return exitCode;
  } finally {
    await connecting?.then(
      (redis) => redis.disconnect(),
      () => undefined,
    );
  }
};

/** `obey … | head` ends quietly when head has had enough. */
const endWithReader = (stdout: NodeJS.WriteStream) =>
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(exitCodes.ok);
    throw error;
  });

const isHelp = ({ code, exitCode }: CommanderError) => exitCode === 0 || code === 'commander.helpDisplayed';
