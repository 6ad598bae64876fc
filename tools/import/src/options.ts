import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runningForum } from '@obey/dev';
import type { Environment } from '@obey/service-kit';

export const usage = `npm run import -- forum.ndjson [--source <name>]

Adds what stands in a file to the forum that \`npm start\` runs here, or to the one that is named. Interrupted, it goes on
where it was; done again, it changes nothing. The format is told in tools/import/README.md.

  --source <name>            what is imported, by a name: files with the same ids from two forums need two (import)
  --dir <folder>             the data folder, if npm start was given one
  --mongo-url <url>          of another forum: its MongoDB (or MONGO_URL),
  --redis-url <url>          its Redis (or REDIS_URL),
  --auth-database <name>     and the databases of auth (auth)
  --content-database <name>  and of content (content)

Exit code: 0 all is there, 2 some lines were skipped, 1 it failed, 130 it was stopped.
`;

export interface ImportOptions {
  readonly path: string;
  readonly source: string;
  readonly mongoUrl: string;
  readonly redisUrl: string;
  readonly authDatabase: string;
  readonly contentDatabase: string;
}

/** The command line makes no sense. */
export class UsageError extends Error {
  readonly code = 'import.usage';
}

/** No forum to import into is known. */
export class NoForum extends Error {
  readonly code = 'import.no-forum';

  constructor() {
    super(
      'No forum runs here. Start one with `npm start` in another terminal, or give --mongo-url and --redis-url.',
    );
  }
}

/** Reads the arguments; undefined where only help was asked for. Throws `UsageError`, `NoForum`. */
export const readImportOptions = (args: readonly string[], env: Environment): ImportOptions | undefined => {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError(`Name one file to import\n\n${usage}`);
  if (!/^[\w.-]{1,50}$/.test(values.source))
    throw new UsageError('--source must be of letters, digits, _, . and -, at most 50');
  const given = { mongo: values['mongo-url'] ?? env.MONGO_URL, redis: values['redis-url'] ?? env.REDIS_URL };
  const run = runningForum(values.dir);
  // Half of one forum and half of another would be worse than none.
  const place =
    values['mongo-url'] === undefined && values['redis-url'] === undefined && run
      ? { mongo: run.mongoUrl, redis: run.redisUrl }
      : given;
  if (!place.mongo || !place.redis) throw new NoForum();
  return {
    // npm runs scripts in the folder of package.json; whoever typed a path meant it from where they are.
    path: resolve(env.INIT_CWD ?? '.', file),
    source: values.source,
    mongoUrl: place.mongo,
    redisUrl: place.redis,
    authDatabase: values['auth-database'],
    contentDatabase: values['content-database'],
  };
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        source: { type: 'string', default: 'import' },
        dir: { type: 'string' },
        'mongo-url': { type: 'string' },
        'redis-url': { type: 'string' },
        'auth-database': { type: 'string', default: 'auth' },
        'content-database': { type: 'string', default: 'content' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (cause) {
    throw new UsageError(`${cause instanceof Error ? cause.message : cause}\n\n${usage}`, { cause });
  }
};
