type Reading<T> = { readonly value: T } | { readonly fault: string };

/** What one environment variable means: its help, its default, and how its text is read. */
export interface Setting<T = unknown> {
  readonly kind: 'text' | 'url' | 'integer' | 'boolean' | 'secret' | 'duration';
  readonly help: string;
  /** What an absent variable stands for. A setting without one is required. */
  readonly absent: { readonly value: T } | undefined;
  /** Reads a text that is there; a fault is a sentence that goes on after the variable's name. */
  readonly read: (given: string) => Reading<T>;
}

export type ConfigTable = Readonly<Record<string, Setting>>;

/** The values of a declared table. */
export type ConfigOf<T extends ConfigTable> = {
  readonly [Name in keyof T]: T[Name] extends Setting<infer Value> ? Value : never;
};

interface Options<T> {
  readonly default?: T;
  /** The setting may be absent without a default: then its value is `undefined`. */
  readonly optional?: boolean;
}
interface Range {
  readonly min?: number;
  readonly max?: number;
}
/** `min` and `max` count characters. */
export interface SecretOptions extends Omit<Options<never>, 'default'>, Range {}
export interface TextOptions extends Options<string>, Range {
  readonly oneOf?: readonly string[];
}
export interface UrlOptions extends Options<string> {
  /** Without the colon; http and https if absent. */
  readonly schemes?: readonly string[];
}
export interface IntegerOptions extends Options<number>, Range {}
export interface BooleanOptions extends Options<boolean> {}
/** The default is written as in the environment ('30s'); `min` and `max` are milliseconds. */
export interface DurationOptions extends Options<string>, Range {}

interface Absent {
  readonly optional: true;
}

/** Any text. */
export function text(help: string, options: TextOptions & Absent): Setting<string | undefined>;
export function text(help: string, options?: TextOptions): Setting<string>;
export function text(help: string, options: TextOptions = {}): Setting<string | undefined> {
  return { kind: 'text', help, absent: absentOf(options), read: (given) => readText(given, options) };
}

/** A text that is never shown and never has a default. */
export function secret(help: string, options: SecretOptions & Absent): Setting<string | undefined>;
export function secret(help: string, options?: SecretOptions): Setting<string>;
export function secret(help: string, options: SecretOptions = {}): Setting<string | undefined> {
  const absent = options.optional === true ? { value: undefined } : undefined;
  return { kind: 'secret', help, absent, read: (given) => readText(given, options) };
}

/** An absolute URL, kept as text, without the slash at its end. */
export function url(help: string, options: UrlOptions & Absent): Setting<string | undefined>;
export function url(help: string, options?: UrlOptions): Setting<string>;
export function url(help: string, options: UrlOptions = {}): Setting<string | undefined> {
  return { kind: 'url', help, absent: absentOf(options), read: (given) => readUrl(given, options) };
}

/** A whole number. */
export function integer(help: string, options: IntegerOptions & Absent): Setting<number | undefined>;
export function integer(help: string, options?: IntegerOptions): Setting<number>;
export function integer(help: string, options: IntegerOptions = {}): Setting<number | undefined> {
  return { kind: 'integer', help, absent: absentOf(options), read: (given) => readInteger(given, options) };
}

/** `true` or `false`. */
export function boolean(help: string, options: BooleanOptions & Absent): Setting<boolean | undefined>;
export function boolean(help: string, options?: BooleanOptions): Setting<boolean>;
export function boolean(help: string, options: BooleanOptions = {}): Setting<boolean | undefined> {
  return { kind: 'boolean', help, absent: absentOf(options), read: readBoolean };
}

/** A time span like `500ms`, `30s`, `10m`, `24h` or `7d`. Its value is in milliseconds. */
export function duration(help: string, options: DurationOptions & Absent): Setting<number | undefined>;
export function duration(help: string, options?: DurationOptions): Setting<number>;
export function duration(help: string, options: DurationOptions = {}): Setting<number | undefined> {
  const { default: written, ...rest } = options;
  const value = written === undefined ? {} : { default: millisecondsOf(written) ?? Number.NaN };
  return {
    kind: 'duration',
    help,
    absent: absentOf<number>({ ...rest, ...value }),
    read: (given) => readDuration(given, options),
  };
}

const absentOf = <T>(options: Options<T>): { value: T | undefined } | undefined => {
  if (options.default !== undefined) return { value: options.default };
  return options.optional === true ? { value: undefined } : undefined;
};

const readText = (given: string, { min, max, oneOf }: TextOptions): Reading<string> => {
  const length = [...given].length;
  if (min !== undefined && length < min) return { fault: `has ${length} characters, and needs ${min}` };
  if (max !== undefined && length > max) return { fault: `has ${length} characters, of at most ${max}` };
  if (oneOf && !oneOf.includes(given)) return { fault: `must be one of ${oneOf.join(', ')}` };
  return { value: given };
};

const readUrl = (given: string, { schemes = ['http', 'https'] }: UrlOptions): Reading<string> => {
  const fault = `must be a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`;
  const [, scheme = ''] = /^([a-z][a-z0-9+.-]*):\/\/[^/\s]/i.exec(given) ?? [];
  // MongoDB's URLs may list several hosts, of which the URL parser takes only one.
  const parsable = given.replace(/(,[^/,?]+)+/, '');
  if (!schemes.includes(scheme.toLowerCase()) || !URL.canParse(parsable)) return { fault };
  return { value: given.replace(/\/+$/, '') };
};

const readInteger = (given: string, range: Range): Reading<number> => {
  const value = /^-?\d+$/.test(given) ? Number(given) : Number.NaN;
  return Number.isSafeInteger(value) ? within(value, range, '') : { fault: 'must be a whole number' };
};

const readBoolean = (given: string): Reading<boolean> =>
  given === 'true' || given === 'false' ? { value: given === 'true' } : { fault: 'must be true or false' };

const readDuration = (given: string, range: Range): Reading<number> => {
  const value = millisecondsOf(given);
  if (value === undefined) return { fault: 'must be a time span like 500ms, 30s, 10m, 24h or 7d' };
  return within(value, range, ' ms');
};

const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

const millisecondsOf = (given: string): number | undefined => {
  const [, count, unit] = /^(\d{1,10})(ms|s|m|h|d)$/.exec(given) ?? [];
  const factor = units[unit ?? ''];
  return factor === undefined ? undefined : Number(count) * factor;
};

const within = (value: number, { min, max }: Range, unit: string): Reading<number> => {
  if (min !== undefined && value < min) return { fault: `must be at least ${min}${unit}` };
  if (max !== undefined && value > max) return { fault: `must be at most ${max}${unit}` };
  return { value };
};
