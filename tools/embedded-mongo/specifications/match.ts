import { EJSON } from 'bson';
import type { Document } from 'mongodb';
import { asBson, isDocument, isOfType, numeric, sameScalar } from './bson-values.js';
import { Unsupported } from './format.js';

/** Looks up what a test saved by name: a value, or a session's id. */
export type Lookup = { value: (name: string) => unknown; lsid: (session: string) => unknown };

/** What was seen is not what the test expects. */
export class Mismatch extends Error {
  override readonly name = 'Mismatch';
  readonly code = 'specifications.mismatch';
}

type Place = { path: string; root: boolean; lookup: Lookup | undefined };

const ABSENT = Symbol('absent');

/**
 * Holds a value against what a test expects by the format's rules for matching: operators, numbers by value,
 * and further fields allowed in the document itself (`root`) but not in those inside it. Throws a Mismatch.
 */
export function match(expected: unknown, actual: unknown, lookup?: Lookup, path = '', root = true): void {
  matchAt(expected, actual === undefined ? ABSENT : actual, { path, root, lookup });
}

export function matches(expected: unknown, actual: unknown): boolean {
  try {
    match(expected, actual);
    return true;
  } catch (error) {
    if (error instanceof Mismatch) return false;
    throw error;
  }
}

function matchAt(expected: unknown, actual: unknown, place: Place): void {
  const operator = operatorOf(expected);
  if (operator) {
    const holds = OPERATORS[operator.name];
    if (!holds) throw new Unsupported(`the operator ${operator.name}`);
    if (!holds(operator.operand, actual, place)) throw differs(expected, actual, place);
  } else if (actual === ABSENT) throw differs(expected, actual, place);
  else if (Array.isArray(expected)) matchArray(expected, actual, place);
  else if (isDocument(expected)) matchDocument(expected, actual, place);
  else if (!sameScalar(expected, actual)) throw differs(expected, actual, place);
}

function matchArray(expected: unknown[], actual: unknown, place: Place): void {
  if (!Array.isArray(actual) || actual.length !== expected.length) throw differs(expected, actual, place);
  for (const [index, item] of expected.entries())
    matchAt(item, actual[index], { ...place, path: `${place.path}[${index}]` });
}

function matchDocument(expected: Document, actual: unknown, place: Place): void {
  if (!isDocument(actual)) throw differs(expected, actual, place);
  for (const [field, value] of Object.entries(expected)) {
    const found = Object.hasOwn(actual, field) ? actual[field] : ABSENT;
    matchAt(value, found, { ...place, path: `${place.path}.${field}`, root: false });
  }
  if (place.root) return;
  const extra = Object.keys(actual).filter((field) => !Object.hasOwn(expected, field));
  if (extra.length > 0) throw new Mismatch(`${where(place)} has more fields: ${extra.join(', ')}`);
}

function operatorOf(expected: unknown): { name: string; operand: unknown } | undefined {
  if (!isDocument(expected)) return undefined;
  const [name, ...more] = Object.keys(expected);
  return name?.startsWith('$$') && more.length === 0 ? { name, operand: expected[name] } : undefined;
}

type Operator = (operand: unknown, actual: unknown, place: Place) => boolean;

/** The operators: each throws a Mismatch of its own, or tells whether it holds. */
const OPERATORS: Readonly<Record<string, Operator>> = {
  $$exists: (operand, actual) => (actual !== ABSENT) === operand,
  $$unsetOrMatches: (operand, actual, place) => actual === ABSENT || holdsAt(operand, actual, place),
  $$type: (operand, actual) =>
    actual !== ABSENT && [operand].flat().some((type) => isOfType(actual, String(type))),
  $$matchesEntity: (operand, actual, place) =>
    holdsAt(asBson(place.lookup?.value(String(operand))), actual, place),
  $$sessionLsid: (operand, actual, place) =>
    holdsAt(asBson(place.lookup?.lsid(String(operand))), actual, place),
  $$matchesHexBytes: (operand, actual) => actual === Buffer.from(String(operand), 'hex').toString(),
  $$lte: (operand, actual) => {
    const [value, limit] = [numeric(actual), numeric(operand)];
    return value !== undefined && limit !== undefined && value <= limit;
  },
  $$matchAsDocument: (operand, actual, place) =>
    typeof actual === 'string' &&
    holdsAt(operand, EJSON.parse(actual, { relaxed: false }), { ...place, root: false }),
  $$matchAsRoot: (operand, actual, place) =>
    isDocument(actual) && holdsAt(operand, actual, { ...place, root: true }),
};

function holdsAt(expected: unknown, actual: unknown, place: Place): true {
  matchAt(expected, actual, place);
  return true;
}

/** Whether two values are the same in every field, whatever the order of the fields; `$$` means nothing here. */
export function isSame(expected: unknown, actual: unknown): boolean {
  if (Array.isArray(expected))
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((item, index) => isSame(item, actual[index]))
    );
  if (!isDocument(expected)) return !isDocument(actual) && sameScalar(expected, actual);
  if (!isDocument(actual) || Object.keys(actual).length !== Object.keys(expected).length) return false;
  return Object.keys(expected).every(
    (field) => Object.hasOwn(actual, field) && isSame(expected[field], actual[field]),
  );
}

export function show(value: unknown): string {
  return value === ABSENT || value === undefined ? 'nothing' : EJSON.stringify(value);
}

function where({ path }: Place): string {
  return path === '' ? 'the result' : path;
}

function differs(expected: unknown, actual: unknown, place: Place): Mismatch {
  return new Mismatch(`${where(place)} is ${show(actual)} and not ${show(expected)}`);
}
