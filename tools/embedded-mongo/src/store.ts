import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from 'lmdb';
import { failure } from './errors.js';

/** A half-open range of keys, `from` included. */
export type KeyRange = { from: Buffer; to: Buffer };
export type Entry = { key: Buffer; value: Buffer };

/**
 * Ordered bytes on disk. Writes that wait together run one after the other in one transaction, and their
 * promises resolve when it is on disk. A callback that throws is not rolled back: callers check first and
 * write last.
 */
export type Store = {
  get: (key: Buffer) => Buffer | undefined;
  put: (key: Buffer, value: Buffer) => void;
  remove: (key: Buffer) => void;
  /** The entries of a range, read chunk by chunk: no snapshot is held between two of them. */
  scan: (range: KeyRange, reverse?: boolean) => Generator<Entry, undefined>;
  removeRange: (range: KeyRange) => void;
  count: (range: KeyRange) => number;
  write: <T>(run: () => T) => Promise<T>;
  /** How many commits there were: what was read before one may have changed after it. */
  commits: () => number;
  close: () => Promise<void>;
};

/** The longest key lmdb takes is 1,978 bytes; the rest is left for the prefix and the document's number. */
export const MAX_KEY = 1900;

const FIRST_CHUNK = 32;
const LAST_CHUNK = 1024;

type Write = { run: () => () => void; reject: (reason: unknown) => void };

/** Runs now, and tells what came of it once that is on disk. */
function attempt<T>(
  run: () => T,
  resolve: (value: T) => void,
  reject: (reason: unknown) => void,
): () => void {
  try {
    const value = run();
    return () => resolve(value);
  } catch (error) {
    return () => reject(error);
  }
}

/** Opens the store in a folder, or without one in a temporary folder that is removed on close. */
export async function openStore(folder: string | undefined): Promise<Store> {
  const path = folder ?? (await mkdtemp(join(tmpdir(), 'embedded-mongo-')));
  const db = open<Buffer, Buffer>({
    path,
    keyEncoding: 'binary',
    encoding: 'binary',
    // Else a folder whose name has a dot is taken for a file.
    noSubdir: false,
    noSync: folder === undefined,
    // Commits are made one at a time and waited for: there is nothing for a sync to overlap with.
    overlappingSync: false,
    maxDbs: 1,
  });

  function* scan({ from, to }: KeyRange, reverse = false): Generator<Entry, undefined> {
    let last: Buffer | undefined;
    for (let limit = FIRST_CHUNK; ; limit = Math.min(limit * 4, LAST_CHUNK)) {
      const bounds = reverse
        ? { start: last ?? to, end: from, exclusiveStart: true, inclusiveEnd: true }
        : { start: last ?? from, end: to, exclusiveStart: last !== undefined };
      const entries = [...db.getRange({ ...bounds, limit, reverse })];
      yield* entries;
      last = entries.at(-1)?.key;
      if (entries.length < limit || !last) return undefined;
    }
  }

  let waiting: Write[] = [];
  let commits = 0;
  let broken: unknown;

  /** One transaction on this thread: handing it to another costs more than waiting for the disk does. */
  function commit(): void {
    const writes = waiting;
    waiting = [];
    try {
      if (broken) throw failure('InternalError', `an earlier commit failed (${broken}); restart the server`);
      const settled = db.transactionSync(() => writes.map(({ run }) => run()));
      commits += 1;
      for (const settle of settled) settle();
    } catch (error) {
      // What is in memory is ahead of the disk now: only a restart sets that right.
      broken ??= error;
      for (const { reject } of writes) reject(error);
    }
  }

  function write<T>(run: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(commit);
      waiting.push({ run: () => attempt(run, resolve, reject), reject });
    });
  }

  return {
    get: (key) => db.get(key),
    put: (key, value) => void db.put(key, value),
    remove: (key) => void db.remove(key),
    scan,
    removeRange: (range) => {
      for (const key of [...db.getKeys({ start: range.from, end: range.to })]) db.remove(key);
    },
    count: (range) => db.getKeysCount({ start: range.from, end: range.to }),
    write,
    commits: () => commits,
    close: async () => {
      await db.close();
      if (folder === undefined) await rm(path, { recursive: true, force: true });
    },
  };
}
