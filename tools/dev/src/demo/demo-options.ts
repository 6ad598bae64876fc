import { parseArgs } from 'node:util';
import { runningForum } from '../run-file.js';
import { UsageError } from '../start-options.js';
import type { StoryPlace } from './story.js';

export const demoUsage = `npm run demo -- [--url http://127.0.0.1:9000]

  --url <url>                             the gateway, if it is not the one that npm start has started here
  --mail-url <url>                        its mail catcher
  --admin-email <e> --admin-password <p>  its administrator
  --dir <folder>                          the data folder, if npm start was given one
`;

const options = {
  url: { type: 'string' },
  'mail-url': { type: 'string' },
  'admin-email': { type: 'string' },
  'admin-password': { type: 'string' },
  dir: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** No forum to play on is known. */
export class NoForum extends Error {
  readonly code = 'dev.no-forum';
}

/**
 * Where to play: as the arguments say, and for the rest as the forum that runs here has written down. Undefined
 * where only help was asked for. Throws `UsageError`, `NoForum`.
 */
export const readDemoOptions = (args: readonly string[]): StoryPlace | undefined => {
  const given = parse(args);
  if (given.help) return undefined;
  const run = runningForum(given.dir);
  // Another forum's mails and administrator are not those of the one that runs here.
  const known = run && (given.url === undefined || isSamePlace(given.url, run.url)) ? run : undefined;
  const url = given.url ?? known?.url;
  if (url === undefined)
    throw new NoForum(
      'No forum runs here. Start one with `npm start` in another terminal and wait for its URL.',
    );
  const mailUrl = given['mail-url'] ?? known?.mailUrl;
  const email = given['admin-email'] ?? known?.admin.email;
  const password = given['admin-password'] ?? known?.admin.password;
  if (mailUrl === undefined || email === undefined || password === undefined)
    throw new NoForum(
      `${url} was not started by \`npm start\` here: give --mail-url, --admin-email and --admin-password, too.`,
    );
  return { url, mailUrl, admin: { email, password } };
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
};

const isSamePlace = (one: string, other: string) => {
  const [a, b] = [place(one), place(other)];
  return a !== undefined && a === b;
};

const place = (text: string) => {
  if (!URL.canParse(text))
    throw new UsageError(`--url must be a URL like http://127.0.0.1:8080, not '${text}'`);
  const { protocol, hostname, port } = new URL(text);
  return `${protocol}//${hostname === 'localhost' ? '127.0.0.1' : hostname}:${port}`;
};
