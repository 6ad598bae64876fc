import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { say, step } from './progress.mjs';

/**
 * The path of a program, as the shell would find it.
 * @param {string} program
 */
export const onPath = (program) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, program))
    .find(isExecutable);

/** @param {string} file */
const isExecutable = (file) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/**
 * Makes sure that redis-server is there, by apt where that is possible.
 * @returns {Promise<boolean>} false if it cannot be had; it has been said what to do
 */
export const ensureRedisServer = async () => {
  if (!onPath('redis-server') && !(await installByApt())) {
    say('Redis is missing: install redis-server 7.0 or newer (Debian, Ubuntu: `sudo apt-get install');
    say('redis-server`; macOS: `brew install redis`; or https://redis.io/downloads) and run this again.');
    return false;
  }
  return isNewEnough();
};

const installByApt = async () => {
  if (!onPath('apt-get')) return false;
  const asRoot = rootPrefix();
  if (!asRoot) return false;
  const [file = '', ...prefix] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  // Old package lists are no reason to give up, so only the second step decides.
  await step('Reading the package lists (apt-get update)', { file, args: [...prefix, '-qq', 'update'] });
  const args = [...prefix, 'install', '-qq', '-y', '--no-install-recommends', 'redis-server'];
  return (
    (await step('Installing redis-server (apt-get)', { file, args })) && onPath('redis-server') !== undefined
  );
};

const rootPrefix = () => {
  if (process.getuid?.() === 0) return [];
  if (!onPath('sudo')) return undefined;
  try {
    execFileSync('sudo', ['-n', 'true'], { stdio: 'ignore' });
    return ['sudo', '-n'];
  } catch {
    return undefined;
  }
};

const isNewEnough = () => {
  const [, version = '?'] =
    /v=(\S+)/.exec(execFileSync('redis-server', ['--version'], { encoding: 'utf8' })) ?? [];
  if (Number.parseInt(version, 10) >= 7) return true;
  say(`ObeyForum needs Redis 7.0 or newer; the redis-server on the PATH is ${version}.`);
  return false;
};
