import type { Message } from '@obey/choreography';
import { UsageError } from './errors.js';

/** A field, and what must hold of it. */
export interface Comparison {
  readonly path: readonly string[];
  readonly holds: (message: Message) => boolean;
}

const operators: Readonly<Record<string, (found: unknown, wanted: string) => boolean>> = {
  '=': (found, wanted) => same(found, wanted),
  '!=': (found, wanted) => !same(found, wanted),
  '~': (found, wanted) => textOf(found).toLowerCase().includes(wanted.toLowerCase()),
  '<': (found, wanted) => compare(found, wanted, (order) => order < 0),
  '<=': (found, wanted) => compare(found, wanted, (order) => order <= 0),
  '>': (found, wanted) => compare(found, wanted, (order) => order > 0),
  '>=': (found, wanted) => compare(found, wanted, (order) => order >= 0),
};

export const whereHelp = 'data.rank>=2, data.mail.template=confirm, data.title~tea, data.until!=null';

/**
 * Reads a comparison: a path into the message, one of `= != ~ < <= > >=` (`~` is "contains"), and a value. Numbers are
 * compared as numbers, all else as text; what is not there is `null`. Nothing is evaluated. Throws `UsageError`.
 */
export const parseWhere = (given: string): Comparison => {
  const [, path, operator = '', wanted] = /^\s*([\w.-]+?)\s*(!=|<=|>=|=|~|<|>)\s*(.*?)\s*$/.exec(given) ?? [];
  const holds = operators[operator];
  if (path === undefined || wanted === undefined || !holds)
    throw new UsageError(`'${given}' is no comparison. They are like ${whereHelp}`);
  const keys = path.split('.');
  return { path: keys, holds: (message) => holds(valueAt(message, keys), wanted) };
};

const valueAt = (message: unknown, keys: readonly string[]): unknown =>
  keys.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? Reflect.get(value, key)
        : undefined,
    message,
  );

const textOf = (value: unknown) => {
  if (value === undefined || value === null) return 'null';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

const same = (found: unknown, wanted: string) =>
  typeof found === 'number' ? found === Number(wanted) : textOf(found) === wanted;

const compare = (found: unknown, wanted: string, decide: (order: number) => boolean) => {
  if (typeof found === 'number') return wanted !== '' && decide(found - Number(wanted));
  return typeof found === 'string' && decide(found < wanted ? -1 : Number(found > wanted));
};
