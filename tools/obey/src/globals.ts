import type { RedisPlace } from '@obey/choreography/inspection';
import { type Command as Parser, Option as ParserOption } from 'commander';
import { UsageError } from './errors.js';
import { type Format, formats } from './output/output.js';

/** What holds for every command. */
export interface Globals {
  readonly redis: RedisPlace;
  readonly format: Format;
  readonly readOnly: boolean;
  /** For what stands in no global option: OBEY_AUDIT, OBEY_TOKEN. */
  readonly env: Environment;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const defaultRedis = 'redis://127.0.0.1:6379';

/** Adds the options that stand before or after every command. */
export const withGlobalOptions = (parser: Parser): Parser =>
  parser
    .option(
      '--redis <url>',
      `the server, or several of a Cluster with commas (OBEY_REDIS, REDIS_URL; ${defaultRedis})`,
    )
    .addOption(
      new ParserOption('-o, --output <format>', 'table on a terminal, plain when piped; or').choices([
        ...formats,
      ]),
    )
    .option('--read-only', 'refuse whatever would change something (OBEY_READ_ONLY=1)');

/** Throws `UsageError` where the environment makes no sense. */
export const readGlobals = (parser: Parser, env: Environment, isTerminal: boolean): Globals => {
  const given = parser.opts<{ redis?: string; output?: Format; readOnly?: boolean }>();
  return {
    redis: placeOf(given.redis ?? (env.OBEY_REDIS || env.REDIS_URL || defaultRedis)),
    format: given.output ?? (isTerminal ? 'table' : 'plain'),
    env,
    readOnly: given.readOnly ?? isOn(env.OBEY_READ_ONLY),
  };
};

const isOn = (given = '') => !['', '0', 'false', 'no'].includes(given.toLowerCase());

const placeOf = (given: string): RedisPlace => {
  const urls = given.split(',').map((url) => url.trim());
  for (const url of urls)
    if (!/^rediss?:\/\/[^/]/.test(url) || !URL.canParse(url))
      throw new UsageError(
        `--redis (or OBEY_REDIS) must be a URL like redis://127.0.0.1:6379, or several with commas for a Cluster`,
      );
  const [only = ''] = urls;
  return urls.length === 1 ? only : urls;
};

/** The place in words, without its password. */
export const describePlace = (place: RedisPlace): string =>
  typeof place === 'string'
    ? `Redis at ${hostOf(place)}`
    : `The Redis Cluster at ${place.map(hostOf).join(', ')}`;

const hostOf = (url: string) => {
  const { hostname, port } = new URL(url);
  return `${hostname}:${port || '6379'}`;
};

/** Whether colours are wanted (https://no-color.org). */
export const wantsColors = (env: Environment, isTerminal: boolean): boolean => {
  if (env.NO_COLOR) return false;
  return env.FORCE_COLOR ? env.FORCE_COLOR !== '0' : isTerminal && env.TERM !== 'dumb';
};
