import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Environment } from '@obey/service-kit';
import { UsageError } from '../options.js';
import { type ForumSize, usualSize } from './forum.js';
import { password } from './people.js';

export const usage = `npm run generate -- forum.ndjson [--posts 10000 --seed 1]

Writes a forum that \`npm run import\` reads: the same for the same arguments. Without a file it goes to stdout (by
\`npm run -s\`, since npm prints a heading there).

  --posts <n>    posts, opening posts included (10000)
  --seed <n>     another forum of the same size (1)
  --threads <n>  threads (a fifteenth of the posts)
  --users <n>    users (a twentieth of the posts)

Users are member1@example.org and so on; the password of all of them is ${password}
`;

export interface GenerateOptions {
  /** Undefined: stdout. */
  readonly path: string | undefined;
  readonly size: ForumSize;
}

/** Reads the arguments; undefined where only help was asked for. Throws `UsageError`. */
export const readGenerateOptions = (
  args: readonly string[],
  env: Environment,
): GenerateOptions | undefined => {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  const [file, ...more] = positionals;
  if (more.length > 0) throw new UsageError(`Name one file to write\n\n${usage}`);
  const posts = readNumber('--posts', values.posts, 1, 100_000_000);
  const usual = usualSize(posts);
  const threads = readNumber('--threads', values.threads ?? String(usual.threads), 1, posts);
  const users = readNumber('--users', values.users ?? String(usual.users), 1, 100_000_000);
  const seed = readNumber('--seed', values.seed, 0, 2 ** 32 - 1);
  return {
    path: file === undefined ? undefined : resolve(env.INIT_CWD ?? '.', file),
    size: { seed, posts, threads, users },
  };
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        posts: { type: 'string', default: '10000' },
        seed: { type: 'string', default: '1' },
        threads: { type: 'string' },
        users: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (cause) {
    throw new UsageError(`${cause instanceof Error ? cause.message : cause}\n\n${usage}`, { cause });
  }
};

const readNumber = (name: string, text: string, least: number, most: number) => {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new UsageError(`${name} must be a whole number from ${least} to ${most}, not '${text}'\n\n${usage}`);
};
