import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Contract } from '@obey/choreography';
import { NotFound, UsageError } from './errors.js';
import { text } from './option.js';

export const contractOptions = {
  contracts: text('a module that exports the contracts, in the place of those of this forum', {
    placeholder: 'file',
  }),
};

/** What is declared, by type. */
export type Catalogue = ReadonlyMap<string, Contract>;

/** The contracts of this forum, or of the module named: what it exports as `messages`, or one by one. Throws `UsageError`. */
export const loadContracts = async (file: string | undefined): Promise<Catalogue> => {
  const exported: unknown =
    file === undefined ? await import('@obey/contracts') : await importFile(resolve(file));
  const values = isObject(exported) ? Object.values(exported) : [];
  const found = values.flat().filter(isContract);
  if (found.length === 0) throw new UsageError(`${file} exports no contracts`);
  return new Map(found.map((one) => [one.type, one]));
};

const importFile = async (path: string): Promise<unknown> => {
  try {
    return await import(pathToFileURL(path).href);
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`--contracts ${path} cannot be read: ${words}`, { cause });
  }
};

/** By its type, or by its name. Throws `NotFound`. */
export const contractOf = (catalogue: Catalogue, typeOrName: string): Contract => {
  const found = catalogue.get(typeOrName) ?? [...catalogue.values()].find(({ name }) => name === typeOrName);
  if (found) return found;
  throw new NotFound(
    `No contract is called ${typeOrName}. There are: ${[...catalogue.keys()].sort().join(', ')}`,
  );
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const isContract = (value: unknown): value is Contract =>
  isObject(value) &&
  typeof value.type === 'string' &&
  typeof value.owner === 'string' &&
  typeof value.version === 'number' &&
  typeof value.partitions === 'number' &&
  isObject(value.data);
