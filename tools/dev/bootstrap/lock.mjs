import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { processIdentity } from './process-identity.mjs';

/**
 * Takes a lock file for this process, or tells who has it. The lock of a process that no longer runs is taken
 * over.
 * @param {string} path
 * @returns {{ held: true, release: () => void } | { held: false, pid: number }}
 */
export const takeLock = (path) => {
  for (;;) {
    if (create(path)) return { held: true, release: () => rmSync(path, { force: true }) };
    const holder = read(path);
    if (holder === undefined) continue;
    if (isAlive(holder)) return { held: false, pid: pidOf(holder) };
    removeStale(path, holder);
  }
};

/**
 * Takes a lock file, waiting for whoever has it.
 * @param {string} path
 * @param {(pid: number) => void} onWait told once, if there is somebody to wait for
 * @returns {Promise<() => void>} gives it back
 */
export const waitForLock = async (path, onWait) => {
  for (let told = false; ; told = true) {
    const lock = takeLock(path);
    if (lock.held) return lock.release;
    if (!told) onWait(lock.pid);
    await pause(200);
  }
};

/** A link appears with its content, so nobody reads a lock that is half written. */
/** @param {string} path */
const create = (path) => {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${process.pid} ${processIdentity(process.pid)}`);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
};

/** @param {string} path */
const read = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
};

/** Two may find the same stale lock: whoever moves away a fresh one by mistake puts it back. */
/** @param {string} path @param {string} stale */
const removeStale = (path, stale) => {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
    if (readFileSync(aside, 'utf8') !== stale) linkSync(aside, path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT') && !hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
};

/** @param {string} holder */
const pidOf = (holder) => Number.parseInt(holder, 10);

/** @param {string} holder */
const isAlive = (holder) => {
  const identity = processIdentity(pidOf(holder));
  return identity !== undefined && holder === `${pidOf(holder)} ${identity}`;
};

/** @param {unknown} error @param {string} code */
const hasCode = (error, code) => error instanceof Error && 'code' in error && error.code === code;
