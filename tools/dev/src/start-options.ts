import { parseArgs } from 'node:util';
import { scalable } from './services.js';

export interface StartOptions {
  readonly port: number;
  readonly scale: Readonly<Record<string, number>>;
  readonly fresh: boolean;
  readonly verbose: boolean;
  /** Undefined: `.obey` in the checkout. */
  readonly dir: string | undefined;
  readonly help: boolean;
}

export const usage = `npm start -- [--port 8080] [--scale content=2 …] [--fresh] [--verbose] [--dir folder]

  --port <n>             the port of the gateway; Redis, MongoDB, SMTP and the mail page take the next ones
  --scale <service>=<n>  run so many processes of a service (${scalable.join(', ')}); may be repeated
  --fresh                forget what earlier runs have stored
  --verbose              show the logs of every service
  --dir <folder>         keep the data there instead of in .obey
`;

/** The command line makes no sense. */
export class UsageError extends Error {
  readonly code = 'dev.usage';
}

/** Reads the arguments of `npm start`. Throws `UsageError`. */
export const readStartOptions = (args: readonly string[]): StartOptions => {
  const values = parse(args);
  return {
    port: readPort(values.port),
    scale: Object.fromEntries(values.scale.map(readScale)),
    fresh: values.fresh,
    verbose: values.verbose,
    dir: values.dir,
    help: values.help,
  };
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '8080' },
        scale: { type: 'string', multiple: true, default: [] },
        fresh: { type: 'boolean', default: false },
        verbose: { type: 'boolean', default: false },
        dir: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
};

const readPort = (text: string) => {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`--port must be a number from 0 to 65535, not '${text}'`);
};

const readScale = (text: string): [string, number] => {
  const [, service = '', count = ''] = /^([a-z-]+)=([1-9]\d?)$/.exec(text) ?? [];
  if (scalable.includes(service)) return [service, Number(count)];
  throw new UsageError(`--scale must be <service>=<1 to 99>, of ${scalable.join(', ')}; not '${text}'`);
};
