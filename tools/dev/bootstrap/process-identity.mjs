import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * What tells a running process from a later one that was given the same pid: its start time. Undefined if no such
 * process runs (one that has ended and was not yet reaped does not).
 * @param {number} pid
 * @returns {string | undefined}
 */
export const processIdentity = (pid) =>
  process.platform === 'linux' ? identityFromProc(pid) : identityFromPs(pid);

/** proc(5): after the command's closing bracket, field 3 is the state and field 22 the start time in ticks. */
/** @param {number} pid */
const identityFromProc = (pid) => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}:${fields[19]}`;
  } catch {
    return undefined;
  }
};

/** @param {number} pid */
const identityFromPs = (pid) => {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
};
