import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from 'lmdb';
import { failure } from './errors.js';

/** A half-open range of keys, `from` included. */
export type KeyRange = { from: Buffer; to: Buffer };
export type Entry = { key: Buffer; value: Buffer };

/**
 * Ordered bytes on disk. A write transaction runs alone and its promise resolves when its commit, shared
 * with the writes that waited beside it, is on disk. A callback that throws is not rolled back: callers
 * check first and write last.
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
  close: () => Promise<void>;
};

/** The longest key lmdb takes is 1,978 bytes; the rest is left for the prefix and the document's number. */
export const MAX_KEY = 1900;

const FIRST_CHUNK = 32;
const LAST_CHUNK = 1024;

/** Opens the store in a folder, or without one in a temporary folder that is removed on close. */
export async function openStore(folder: string | undefined): Promise<Store> {
  const path = folder ?? (await mkdtemp(join(tmpdir(), 'embedded-mongo-')));
  const db = open<Buffer, Buffer>({
    path,
    keyEncoding: 'binary',
    encoding: 'binary',
    noSync: folder === undefined,
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

  let broken: unknown;
  async function write<T>(run: () => T): Promise<T> {
    if (broken)
      throw failure(
        'InternalError',
        `no more writes: an earlier commit failed (${String(broken)}); restart the server`,
      );
    let refused: unknown;
    const guarded = () => {
      try {
        return run();
      } catch (error) {
        refused = error;
        throw error;
      }
    };
    try {
      return await db.transaction(guarded);
    } catch (error) {
      // A commit that fails leaves what is in memory ahead of the disk: only a restart sets that right.
      if (!refused) broken = error;
      throw error;
    }
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
    close: async () => {
      await db.close();
      if (folder === undefined) await rm(path, { recursive: true, force: true });
    },
  };
}
