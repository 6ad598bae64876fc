import type { Connection } from '@obey/choreography/inspection';
import { type Choice, findLetters } from './find.js';

/** How many letters a deed is about, and of which types: what its plan tells. */
export const sumOfLetters = async (
  redis: Connection,
  group: string,
  choice: Choice,
): Promise<{ readonly total: number; readonly steps: readonly string[] }> => {
  const byKind = new Map<string, number>();
  let total = 0;
  for await (const { message, code } of findLetters(redis, [group], choice)) {
    const kind = `${message?.type ?? 'unreadable'}${code ? ` (${code})` : ''}`;
    byKind.set(kind, (byKind.get(kind) ?? 0) + 1);
    total += 1;
  }
  return { total, steps: [...byKind].sort((a, b) => b[1] - a[1]).map(([kind, count]) => `${count} ${kind}`) };
};

/** `1 dead letter`, `3 dead letters`. */
export const lettersInWords = (count: number): string => `${count} dead letter${count === 1 ? '' : 's'}`;
