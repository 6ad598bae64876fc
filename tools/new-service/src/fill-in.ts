import { posix } from 'node:path';
import { identifierOf } from './names.js';

/** Where the template is, from the root: it is built and tested there like everything else. */
export const templateFolder = 'tools/new-service/template';

/** The text of a file of the template, for the service of that name. */
export const fillIn = (path: string, text: string, name: string): string => {
  const named = text.replaceAll('sampleService', identifierOf(name)).replaceAll(/\bsample\b/g, name);
  return path === 'tsconfig.json' ? moved(named, `packages/${name}`) : named;
};

/** The same with its relative paths as they are from another folder. */
const moved = (text: string, folder: string) =>
  text.replaceAll(/"(\.\.\/[^"]+)"/g, (_, path: string) => {
    return `"${posix.relative(folder, posix.join(templateFolder, path))}"`;
  });
