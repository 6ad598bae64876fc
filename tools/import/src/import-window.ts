import type { UserImport } from '@obey/auth/importing';
import { type ContentImport, peopleIn } from '@obey/content/importing';
import type { ImportOutcome } from '@obey/service-kit';
import { type Line, longestLine } from './lines.js';
import { type Entry, type Fault, madeBy, readRecord, referencesOf } from './records.js';

/** Where users and what they wrote are added. */
export interface Doors {
  readonly auth: Pick<UserImport, 'add' | 'idsOf' | 'named'>;
  readonly content: ContentImport;
}

export interface BadLine extends Fault {
  readonly number: number;
}

export interface Tally {
  readonly added: number;
  readonly present: number;
  readonly bad: readonly BadLine[];
}

type Numbered = Entry & { readonly number: number };

/**
 * Imports some lines that follow each other: users first and posts last, so that each finds what it names. Doing it
 * again changes nothing, also where it was interrupted.
 */
export const importWindow = async ({ auth, content }: Doors, lines: readonly Line[]): Promise<Tally> => {
  const bad: BadLine[] = [];
  const tally = { added: 0, present: 0 };
  const entries = inOrder(readAll(lines, bad), bad);

  const settle = async <R>(
    of: readonly { readonly number: number; readonly record: R }[],
    add: (records: R[]) => Promise<ImportOutcome[]>,
  ) => {
    if (of.length === 0) return;
    const outcomes = await add(of.map(({ record }) => record));
    for (const [at, outcome] of outcomes.entries()) {
      if (outcome.kind !== 'refused') tally[outcome.kind] += 1;
      else bad.push({ number: of[at]?.number ?? 0, code: outcome.code, detail: outcome.detail });
    }
  };

  await settle(
    entries.flatMap((entry) => (entry.kind === 'user' ? entry : [])),
    auth.add,
  );
  await settle(
    entries.flatMap((entry) => (entry.kind === 'category' ? entry : [])),
    content.categories,
  );
  await settle(
    entries.flatMap((entry) => (entry.kind === 'section' ? entry : [])),
    content.sections,
  );
  const threads = entries.flatMap((entry) => (entry.kind === 'thread' ? entry : []));
  const posts = entries.flatMap((entry) => (entry.kind === 'post' ? entry : []));
  const { ids, nicknames } = peopleIn(
    threads.map(({ record }) => record),
    posts.map(({ record }) => record),
  );
  const people = { ids: await auth.idsOf(ids), named: await auth.named(nicknames) };
  await settle(threads, (records) => content.threads(records, people));
  await settle(posts, (records) => content.posts(records, people));
  return { ...tally, bad: bad.sort((one, other) => one.number - other.number) };
};

const readAll = (lines: readonly Line[], bad: BadLine[]): Numbered[] =>
  lines.flatMap(({ number, text }) => {
    if (text?.trim() === '') return [];
    const detail = `The line is not UTF-8, or has more than ${longestLine} bytes`;
    const read = text === undefined ? { fault: { code: 'import.unreadable', detail } } : readRecord(text);
    if (!('fault' in read)) return { ...read, number };
    bad.push({ number, ...read.fault });
    return [];
  });

/** Those that name nothing which comes later. What is in no line here was imported before, or the doors miss it. */
const inOrder = (entries: readonly Numbered[], bad: BadLine[]): Numbered[] => {
  const firstLines = new Map<string, number>();
  for (const entry of entries)
    for (const made of madeBy(entry)) firstLines.set(made, firstLines.get(made) ?? entry.number);
  return entries.filter((entry) => {
    const { number } = entry;
    const late = referencesOf(entry).find((name) => (firstLines.get(name) ?? 0) > number);
    if (late === undefined) return true;
    const line = firstLines.get(late);
    bad.push({ number, code: 'import.out-of-order', detail: `The ${late} comes only in line ${line}` });
    return false;
  });
};
