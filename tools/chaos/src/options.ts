import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

export interface TortureOptions {
  readonly seconds: number;
  readonly seed: number;
  readonly json: boolean;
}

export const usage = `npm run torture [-- --seconds 600 --seed <n> --json]

  --seconds <n>  how long faults are caused, 10 at least; coming to rest takes up to three minutes more
  --seed <n>     the faults of an earlier run; made up if absent
  --json         print one object, and nothing else
`;

/** The command line makes no sense. */
export class UsageError extends Error {
  readonly code = 'chaos.usage';
}

/** Reads the arguments of `npm run torture`. Throws `UsageError`. */
export const readTortureOptions = (args: readonly string[]): TortureOptions => {
  const { seconds, seed, json } = parse(args);
  return {
    seconds: readNumber('--seconds', seconds, 10, 86_400),
    seed: seed === undefined ? randomInt(2 ** 32) : readNumber('--seed', seed, 0, 2 ** 32 - 1),
    json,
  };
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        seconds: { type: 'string', default: '600' },
        seed: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    }).values;
  } catch (cause) {
    throw new UsageError(`${cause instanceof Error ? cause.message : cause}\n\n${usage}`, { cause });
  }
};

const readNumber = (name: string, text: string, least: number, most: number) => {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new UsageError(`${name} must be a whole number from ${least} to ${most}, not '${text}'\n\n${usage}`);
};
