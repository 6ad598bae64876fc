import type { Command } from './command.js';
import { groups as groupsCommand } from './commands/groups.js';
import { streams } from './commands/streams.js';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [streams, groupsCommand];

/** The words that several commands begin with, and what they are about. */
export const groups: Readonly<Record<string, string>> = {};
