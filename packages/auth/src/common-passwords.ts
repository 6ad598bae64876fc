import { readFileSync } from 'node:fs';

/** One way to write each letter and no case: passwords that differ in nothing else are guessed together. */
export const folded = (password: string): string =>
  password.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');

/** Shipped with the package, so that no password ever leaves the house to be looked up. */
const list = new URL('../../data/common-passwords.txt', import.meta.url);

const common: ReadonlySet<string> = new Set(readFileSync(list, 'utf8').trimEnd().split('\n'));

/** Whether so many have this password, in any case, that it is tried first. */
export const isCommonPassword = (password: string): boolean => common.has(folded(password));
