import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../../../packages/client/generated', import.meta.url));

/** A generated file as it is now; empty if there is none. */
export const readGenerated = (name: string): Promise<string> =>
  readFile(join(folder, name), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });

export const writeGenerated = (name: string, text: string): Promise<void> =>
  writeFile(join(folder, name), text);
