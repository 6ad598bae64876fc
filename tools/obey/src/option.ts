import { InvalidArgumentError, type Command as Parser } from 'commander';
import { parseDuration } from './times.js';

/** One option of a command: data, of which its help, its reading and its type are made. */
export interface Option<T = unknown> {
  readonly about: string;
  /** One letter, as in `-n`. */
  readonly short?: string;
  /** What stands for the value in the help; an option without one is a flag. */
  readonly placeholder?: string;
  readonly choices?: readonly string[];
  /** May be given several times; its value is a list. */
  readonly isMany?: boolean;
  /** What it is where nothing is given; `undefined` is no default. */
  readonly absent: T;
  /** Reads one text. Throws commander's `InvalidArgumentError`. */
  read?(given: string, before: T): T;
}

export type Options = Readonly<Record<string, Option>>;

export type ValuesOf<O> = {
  readonly [Name in keyof O]: O[Name] extends { readonly absent: infer T } ? T : never;
};

interface Details {
  readonly short?: string;
  readonly placeholder?: string;
}

export const flag = (about: string, details: Pick<Details, 'short'> = {}): Option<boolean> => ({
  about,
  absent: false,
  ...details,
});

export const text = (about: string, details: Details = {}): Option<string | undefined> => ({
  about,
  placeholder: 'text',
  absent: undefined,
  read: (given) => given,
  ...details,
});

/** May be given several times. */
export const texts = (about: string, details: Details = {}): Option<readonly string[]> => ({
  about,
  placeholder: 'text',
  isMany: true,
  absent: [],
  read: (given, before) => [...before, given],
  ...details,
});

export const choice = <const T extends string>(
  about: string,
  choices: readonly T[],
  absent: NoInfer<T>,
  details: Details = {},
): Option<T> => ({
  about,
  placeholder: 'name',
  choices,
  absent,
  read: (given) => {
    const chosen = choices.find((one) => one === given);
    if (chosen === undefined) throw new InvalidArgumentError(`It is one of ${choices.join(', ')}.`);
    return chosen;
  },
  ...details,
});

export const count = <T extends number | undefined>(
  about: string,
  absent: T,
  details: Details = {},
): Option<number | T> => ({
  about,
  placeholder: 'n',
  absent,
  read: (given) => {
    if (!/^\d{1,9}$/.test(given)) throw new InvalidArgumentError('It is a whole number.');
    return Number(given);
  },
  ...details,
});

export const rate = (about: string, absent: number): Option<number> => ({
  about,
  placeholder: 'n',
  absent,
  read: (given) => {
    if (!/^[1-9]\d{0,8}$/.test(given)) throw new InvalidArgumentError('It is a whole number, 1 or more.');
    return Number(given);
  },
});

/** A time span like `500ms`, `30s`, `10m`, `24h`, `7d`; its value is in milliseconds. */
export const duration = <T extends number | undefined>(
  about: string,
  absent: T,
  details: Details = {},
): Option<number | T> => ({
  about,
  placeholder: 'time',
  absent,
  read: (given) => {
    const ms = parseDuration(given);
    if (ms === undefined) throw new InvalidArgumentError('It is a time like 30s, 10m, 24h or 7d.');
    return ms;
  },
  ...details,
});

/** A share like `20%`; its value is 0.2. */
export const share = (about: string, details: Details = {}): Option<number | undefined> => ({
  about,
  placeholder: 'percent',
  absent: undefined,
  read: (given) => {
    const [, percent] = /^(\d{1,3}(?:\.\d+)?)%$/.exec(given) ?? [];
    if (percent === undefined || Number(percent) > 100)
      throw new InvalidArgumentError('It is a share like 20%.');
    return Number(percent) / 100;
  },
  ...details,
});

/** `exitAtEnd` is given as `--exit-at-end`. */
export const flagOf = (name: string): string =>
  `--${name.replaceAll(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`;

/** What the parser has read, by the types of the options that it was told. */
export const valuesOf = <O extends Options>(parser: Parser): ValuesOf<O> => parser.opts<ValuesOf<O>>();
