import type { Command } from './command.js';
import { check } from './commands/check.js';
import { complete } from './commands/complete.js';
import { completion } from './commands/completion.js';
import { deadDiscard } from './commands/dead/discard.js';
import { deadLs } from './commands/dead/ls.js';
import { deadRedrive } from './commands/dead/redrive.js';
import { deadShow } from './commands/dead/show.js';
import { deadStats } from './commands/dead/stats.js';
import { doctor } from './commands/doctor.js';
import { exportStreams } from './commands/export.js';
import { groups as groupsCommand } from './commands/groups.js';
import { importStreams } from './commands/import.js';
import { instances } from './commands/instances.js';
import { map } from './commands/map.js';
import { pending } from './commands/pending.js';
import { publish } from './commands/publish.js';
import { rebuild } from './commands/rebuild.js';
import { replay } from './commands/replay.js';
import { seek } from './commands/seek.js';
import { show } from './commands/show.js';
import { streams } from './commands/streams.js';
import { tail } from './commands/tail.js';
import { top } from './commands/top.js';
import { trace } from './commands/trace.js';
import { trim } from './commands/trim.js';
import { verify } from './commands/verify.js';

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
  deadLs,
  deadShow,
  deadStats,
  deadRedrive,
  deadDiscard,
  seek,
  replay,
  rebuild,
  exportStreams,
  importStreams,
  publish,
  verify,
  trim,
  check,
  doctor,
  completion,
  complete,
];

/** The words that several commands begin with, and what they are about. */
export const groups: Readonly<Record<string, string>> = {
  dead: 'Dead letters: what could not be handled',
};
