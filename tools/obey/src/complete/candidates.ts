import type { Command } from '../command.js';
import { flagOf, type Option } from '../option.js';
import { formats } from '../output/output.js';
import type { Known } from './names.js';

const globalFlags = ['--help', '--output', '--read-only', '--redis'];

/** What may stand in the place of the last word. */
export const candidatesFor = async (
  words: readonly string[],
  commands: readonly Command[],
  known: Known,
): Promise<string[]> => {
  const before = words.slice(0, -1);
  const typed = words.at(-1) ?? '';
  const all = await followers(before, typed, commands, known);
  return all.filter((one) => one.startsWith(typed));
};

const followers = async (
  before: readonly string[],
  typed: string,
  commands: readonly Command[],
  known: Known,
): Promise<readonly string[]> => {
  const previous = before.at(-1) ?? '';
  if (previous === '-o' || previous === '--output') return formats;
  const said = before.join(' ');
  const command = commands.find(({ name }) => `${said} `.startsWith(`${name} `));
  if (!command) return typed.startsWith('-') ? globalFlags : nextWords(before, commands);
  const option = optionNamed(command, previous);
  if (option?.placeholder !== undefined) return option.choices ?? [];
  if (typed.startsWith('-')) return [...Object.keys(command.options).map(flagOf), ...globalFlags].sort();
  return command.completes === undefined ? [] : known[command.completes]();
};

/** The first words of commands, or the next ones of those that begin like this. */
const nextWords = (before: readonly string[], commands: readonly Command[]): string[] => {
  const words = commands
    .filter(({ isHidden }) => !isHidden)
    .map(({ name }) => name.split(' '))
    .filter((name) => before.every((word, at) => name[at] === word));
  return [...new Set(words.flatMap((name) => name[before.length] ?? []))].sort();
};

const optionNamed = ({ options }: Command, flag: string): Option | undefined =>
  Object.entries(options).find(([name, { short }]) => flag === flagOf(name) || flag === `-${short}`)?.[1];
