import type { Cursors } from './cursors.js';
import type { QueryDeps } from './query.js';
import type { Request } from './request.js';
import type { Doc } from './values.js';

export type CommandDeps = QueryDeps & { cursors: Cursors; now: () => Date };

/** A command: gives the reply's fields (`ok` is added), or a whole reply already encoded. */
export type Command = (deps: CommandDeps, request: Request) => Doc | Buffer | Promise<Doc | Buffer>;

export type Commands = Record<string, Command>;
