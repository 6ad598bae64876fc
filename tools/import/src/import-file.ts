import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Checkpoint } from '@obey/content/importing';
import { type BadLine, type Doors, importWindow } from './import-window.js';
import { readLines, windowsOf } from './lines.js';

/** How far an import has come, with what came of its lines, also in runs before this one. In bytes and lines. */
export interface Standing extends Pick<Checkpoint, 'offset' | 'line' | 'added' | 'present' | 'refused'> {
  readonly size: number;
}

interface Importing {
  readonly path: string;
  /** The name of what is imported. */
  readonly source: string;
  readonly doors: Doors;
  /** Stops after the lines that are under way. */
  readonly signal?: AbortSignal;
  /** Hears where it begins, which is not the beginning where an import was interrupted, and of each step. */
  readonly onStep?: (standing: Standing) => void;
  readonly onBad?: (line: BadLine) => void;
}

/**
 * Imports a file, and gives what came of it; `offset` is less than `size` where it was stopped. Goes on where the import of
 * this very file was interrupted, in whatever way; a file that was changed meanwhile is read from its beginning, which changes
 * nothing of what is there.
 */
export const importFile = async (importing: Importing): Promise<Standing> => {
  const { source, doors, signal, onStep = () => {}, onBad = () => {} } = importing;
  const { checkpoints } = doors.content;
  const path = resolve(importing.path);
  const { size, mtimeMs } = await stat(path);
  const _id = [source, path, size, mtimeMs].join('\n');
  const before = await checkpoints.find(_id);
  let now: Standing = { offset: 0, line: 0, added: 0, present: 0, refused: 0, ...before, size };
  onStep(now);
  for await (const window of windowsOf(readLines(path, now))) {
    if (signal?.aborted) return now;
    const { added, present, bad } = await importWindow(doors, window);
    const { offset, line } = window.at(-1)?.end ?? now;
    now = {
      ...{ offset, line, size },
      added: now.added + added,
      present: now.present + present,
      refused: now.refused + bad.length,
    };
    for (const one of bad) onBad(one);
    const { size: _, ...reached } = now;
    await checkpoints.keep({ _id, ...reached });
    onStep(now);
  }
  await checkpoints.forget(_id);
  return now;
};
