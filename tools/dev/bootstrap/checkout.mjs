import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @param {string} folder @returns {string} */
const findRoot = (folder) => {
  if (existsSync(join(folder, 'package-lock.json'))) return folder;
  if (dirname(folder) === folder) throw new Error('This file is not in a checkout of ObeyForum.');
  return findRoot(dirname(folder));
};

/** The folder of the checkout: where package-lock.json is. The same from the source and from what is built. */
const root = findRoot(dirname(fileURLToPath(import.meta.url)));

/**
 * A path inside the checkout.
 * @param {string[]} path
 */
export const inCheckout = (...path) => join(root, ...path);
