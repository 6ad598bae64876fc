import { spawn } from 'node:child_process';
import process from 'node:process';
import { inCheckout } from './checkout.mjs';

/** @param {string} line */
export const say = (line) => {
  process.stderr.write(`${line}\n`);
};

/**
 * Runs a program as one step of the preparation, and tells of it in one line; its output is shown only if it
 * fails. On a terminal the seconds run along. A step with `quietUnderMs` that takes less is not told of.
 * @param {string} title
 * @param {{ file: string, args: string[] }} program
 * @param {{ quietUnderMs?: number }} [options]
 * @returns {Promise<boolean>} whether it succeeded
 */
export const step = async (title, program, { quietUnderMs = 0 } = {}) => {
  const started = Date.now();
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(1)} s`;
  const terminal = process.stderr.isTTY === true;
  const announcement = terminal ? undefined : setTimeout(() => say(`${title} …`), quietUnderMs);
  const tick = terminal
    ? setInterval(() => process.stderr.write(`\r\x1b[2K… ${title}  ${seconds()}`), 100)
    : undefined;
  const { code, output } = await run(program);
  clearTimeout(announcement);
  clearInterval(tick);
  if (terminal) process.stderr.write('\r\x1b[2K');
  if (code === 0) {
    if (Date.now() - started >= quietUnderMs) say(`✓ ${title}  ${seconds()}`);
    return true;
  }
  say(`✗ ${title} failed (exit code ${code}):\n\n${output.trimEnd()}\n`);
  return false;
};

/**
 * @param {{ file: string, args: string[] }} program
 * @returns {Promise<{ code: number, output: string }>}
 */
const run = ({ file, args }) =>
  new Promise((resolve) => {
    /** @type {Buffer[]} */
    const chunks = [];
    const child = spawn(file, args, { cwd: inCheckout('.'), stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() }));
  });
