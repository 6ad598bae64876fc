import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** The parsed content of a JSON file; undefined if there is none. Throws on anything that is not JSON. */
export const readJson = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
};

/** Replaces a JSON file in one step, readable by its owner alone. */
export const writeJson = (path: string, value: unknown): void => {
  const draft = `${path}.${process.pid}.draft`;
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, path);
};
