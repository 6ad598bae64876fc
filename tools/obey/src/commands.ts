import type { Command } from './command.js';
import { complete } from './commands/complete.js';
import { completion } from './commands/completion.js';
import { groups as groupsCommand } from './commands/groups.js';
import { instances } from './commands/instances.js';
import { map } from './commands/map.js';
import { pending } from './commands/pending.js';
import { show } from './commands/show.js';
import { streams } from './commands/streams.js';
import { tail } from './commands/tail.js';
import { top } from './commands/top.js';
import { trace } from './commands/trace.js';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  streams,
  groupsCommand,
  pending,
  instances,
  map,
  tail,
  show,
  trace,
  top,
  completion,
  complete,
];

/** The words that several commands begin with, and what they are about. */
export const groups: Readonly<Record<string, string>> = {};
