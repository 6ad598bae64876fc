import { Command as Parser, Option as ParserOption } from 'commander';
import type { Command, Example } from './command.js';
import { withGlobalOptions } from './globals.js';
import { flagOf, type Option } from './option.js';

interface ProgramDeps {
  readonly commands: readonly Command[];
  /** What the words are that several commands begin with: `dead`. */
  readonly groups: Readonly<Record<string, string>>;
  readonly writeOut: (text: string) => void;
  readonly writeError: (text: string) => void;
  readonly width: number;
}

/** The command that was chosen, with what the parser has read for it. */
export interface Chosen {
  readonly command: Command;
  readonly parser: Parser;
  readonly root: Parser;
}

/** Reads a command line by the table of commands. Throws commander's `CommanderError`, also after `--help`. */
export const parseCommandLine = (args: readonly string[], deps: ProgramDeps): Chosen | undefined => {
  let chosen: Chosen | undefined;
  const root = configured(new Parser('obey'), deps);
  withGlobalOptions(root)
    .description(
      'Shows and mends what runs on the streams of a choreography. Looking changes nothing and joins no group.',
    )
    .usage('[options] <command>')
    .helpOption('-h, --help', 'show this, or the help of a command')
    .helpCommand('help [command]', 'show the help of a command')
    .addHelpText('after', examplesText(overview));
  const groups = new Map<string, Parser>();
  const parentOf = (words: readonly string[]): Parser => {
    const [group] = words;
    if (group === undefined) return root;
    const known =
      groups.get(group) ??
      root
        .command(group)
        .description(deps.groups[group] ?? '')
        .usage('<command>');
    groups.set(group, known);
    return known;
  };
  for (const command of deps.commands) {
    const words = command.name.split(' ');
    const name = words.pop() ?? '';
    const parser = parentOf(words).command(name, { hidden: command.isHidden ?? false });
    describe(parser, command).action(() => {
      chosen = { command, parser, root };
    });
  }
  root.parse([...args], { from: 'user' });
  return chosen;
};

const configured = (parser: Parser, { writeOut, writeError, width }: ProgramDeps): Parser =>
  parser
    .exitOverride()
    .configureHelp({ showGlobalOptions: true, subcommandTerm: (one) => one.name() })
    .configureOutput({
      writeOut,
      writeErr: writeError,
      getOutHelpWidth: () => width,
      getErrHelpWidth: () => width,
      outputError: (text, write) => write(text.replace(/^error: /, 'obey: ')),
    })
    .showHelpAfterError('Run obey --help for all commands, or obey <command> --help for one.');

const describe = (parser: Parser, { summary, details, options, examples, ...rest }: Command): Parser => {
  parser.summary(summary).description(details === undefined ? `${summary}.` : `${summary}. ${details}`);
  for (const [name, about] of Object.entries(rest.arguments ?? {})) parser.argument(name, about);
  for (const [name, option] of Object.entries(options)) parser.addOption(parserOption(name, option));
  return parser.addHelpText('after', examplesText(examples));
};

const parserOption = (name: string, { about, short, placeholder, choices, isMany, absent, read }: Option) => {
  const long = placeholder === undefined ? flagOf(name) : `${flagOf(name)} <${placeholder}>`;
  const option = new ParserOption(short === undefined ? long : `-${short}, ${long}`, about);
  if (choices) option.choices([...choices]);
  if (read) option.argParser((given: string, before: unknown) => read(given, before));
  const isWorthTelling = absent !== false && !isMany;
  return isWorthTelling || isMany ? option.default(absent, isMany ? 'all' : undefined) : option;
};

const overview: readonly Example[] = [
  { line: 'obey streams', about: 'what there is, and who is behind' },
  { line: 'obey tail events:auth --type auth.user.changed', about: 'what is being said' },
  { line: 'obey trace demo-da1c1e-14', about: 'what came of one request' },
];

const examplesText = (examples: readonly Example[]): string => {
  const width = Math.max(...examples.map(({ line }) => line.length));
  return `\nExamples:\n${examples.map(({ line, about }) => `  ${line.padEnd(width)}  ${about}`).join('\n')}\n`;
};
