import process from 'node:process';
import { ConfigFaulty, type Environment, readConfig, text, url } from '@obey/service-kit';
import { MongoClient } from 'mongodb';
import { config } from './config.js';
import { type MakeKey, resealed, retired, rotated, shownRing } from './key-ring.js';
import { keysIn } from './key-store.js';
import { type KeyRing, makeKey } from './keys.js';
import { sealingBy } from './secrets.js';

export const usage = `keys-main.js [list | rotate | retire <kid> | retire all]

  list          the keys by id, state, and since when they are in it
  rotate        the next key signs from now on; the current one stays published until its tokens have run out
  retire <kid>  that key has leaked: tokens signed with it are void; if it is the current one the next one signs
  retire all    all of them have leaked: every access token so far is void

Reads MONGO_URL, MONGO_DATABASE (auth) and AUTH_SECRET, as the service does. Running instances notice within 2 s.
`;

const settings = {
  MONGO_URL: url('MongoDB, without a database', { schemes: ['mongodb', 'mongodb+srv'] }),
  MONGO_DATABASE: text('Database of auth', { default: 'auth' }),
  AUTH_SECRET: config.AUTH_SECRET,
  AUTH_SECRET_BEFORE: config.AUTH_SECRET_BEFORE,
};

/** The command line makes no sense. */
export class UsageError extends Error {
  readonly code = 'auth.usage';
}

/** There is no key ring where the settings say. */
export class NoKeyRing extends Error {
  readonly code = 'auth.no-key-ring';

  constructor(database: string) {
    super(
      `The database ${database} has no signing keys. Set MONGO_URL and MONGO_DATABASE as auth has them, or start ` +
        'auth first: it makes them.',
    );
    this.name = 'NoKeyRing';
  }
}

/** The change of a ring that the arguments ask for. Throws `UsageError`. */
const changeOf = (args: readonly string[], make: MakeKey) => {
  const [command = 'list', which, ...more] = args;
  if (command === 'list' && which === undefined) return async (ring: KeyRing) => ring;
  if (command === 'rotate' && which === undefined) return (ring: KeyRing) => rotated(ring, make, new Date());
  if (command === 'retire' && which !== undefined && more.length === 0)
    return (ring: KeyRing) => retired(ring, which, make, new Date());
  throw new UsageError(`There is no command "${args.join(' ')}".\n\n${usage}`);
};

/**
 * Carries out a command on the key ring in MongoDB, and gives the ring as it is then, without the keys themselves.
 * Throws `UsageError`, `ConfigFaulty`, `NoKeyRing`, `KeysUnreadable`, `NextKeyTooYoung`, `NoSuchKey`, and what MongoDB throws.
 */
export const commandKeys = async (args: readonly string[], env: Environment) => {
  const { MONGO_URL, MONGO_DATABASE, ...secrets } = readConfig('auth', settings, env);
  const sealing = sealingBy(secrets);
  const make = () => makeKey(sealing.sealingKey, new Date());
  const decide = changeOf(args, make);
  const client = new MongoClient(MONGO_URL, { serverSelectionTimeoutMS: 5_000 });
  try {
    const keys = keysIn(client.db(MONGO_DATABASE).collection<KeyRing>('keys'));
    const ring = await keys.change(
      async () => {
        throw new NoKeyRing(MONGO_DATABASE);
      },
      async (stored) => {
        // Under another secret this would add keys that no instance can read.
        await resealed(stored, sealing);
        return decide(stored);
      },
    );
    return shownRing(ring);
  } finally {
    await client.close();
  }
};

const isToldPlainly = (error: unknown): error is Error =>
  error instanceof ConfigFaulty ||
  (error instanceof Error && 'code' in error && /^auth\./.test(`${error.code}`));

/** Prints the ring, one key a line, or what was wrong; gives the exit code. */
export const runKeysCommand = async (args: readonly string[]): Promise<number> => {
  try {
    const { version, keys } = await commandKeys(args, process.env);
    console.log(`version ${version}`);
    for (const { kid, state, since } of keys) console.log(`${state.padEnd(8)} ${kid} since ${since}`);
    return 0;
  } catch (error) {
    console.error(isToldPlainly(error) ? error.message : error);
    return 1;
  }
};
