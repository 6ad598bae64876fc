import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { inCheckout } from './checkout.mjs';
import { waitForLock } from './lock.mjs';
import { say, step } from './progress.mjs';
import { ensureRedisServer } from './redis-server.mjs';

/**
 * Makes the checkout ready to run: dependencies, build, and redis-server where the command needs it. One at a
 * time does this in a checkout; another waits.
 * @param {{ redis: boolean }} needs
 * @returns {Promise<boolean>} false if something is missing; it has been said what
 */
export const prepare = async ({ redis }) => {
  mkdirSync(inCheckout('.obey'), { recursive: true });
  const release = await waitForLock(inCheckout('.obey', 'bootstrap.lock'), (pid) =>
    say(`Waiting for another command (process ${pid}) that is installing or building here …`),
  );
  try {
    return (await install()) && (await build()) && (!redis || (await ensureRedisServer()));
  } finally {
    release();
  }
};

const stamp = () => inCheckout('node_modules', '.obey-installed');

/** What the lock file says now; npm ci is run again when it says something else. */
const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(inCheckout('package-lock.json')))
    .digest('hex');

/** npm writes its own copy of the lock last, so one that is newer means that npm itself was here. */
const installedByHand = () => {
  const hidden = inCheckout('node_modules', '.package-lock.json');
  return existsSync(hidden) && statSync(hidden).mtimeMs >= statSync(inCheckout('package-lock.json')).mtimeMs;
};

const installed = () =>
  (existsSync(stamp()) && readFileSync(stamp(), 'utf8') === lockHash()) || installedByHand();

/** What the lock file says now is installed: the next command need not install it. */
export const markInstalled = () => writeFileSync(stamp(), lockHash());

const install = async () => {
  if (installed()) return true;
  const quiet = ['--no-fund', '--no-audit'];
  // npm leaves packages for other platforms out of a lock file that it made with a mirror which lacks them. Such a
  // lock is refused by `npm ci`, but not by `npm install`.
  const done =
    (await step('Installing the dependencies (npm ci)', npm(['ci', ...quiet]))) ||
    (await step('Installing the dependencies (npm install)', npm(['install', '--no-save', ...quiet])));
  if (done) markInstalled();
  return done;
};

const build = () =>
  step(
    'Building (tsc -b)',
    { file: process.execPath, args: [inCheckout('node_modules/typescript/bin/tsc'), '-b'] },
    { quietUnderMs: 2_000 },
  );

/** @param {string[]} args */
const npm = (args) => {
  const cli = process.env.npm_execpath;
  return cli?.endsWith('.js') ? { file: process.execPath, args: [cli, ...args] } : { file: 'npm', args };
};
