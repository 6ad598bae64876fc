import process from 'node:process';
import { exitCodes } from './exit-codes.js';
import { runObey } from './obey.js';

process.exitCode = await runObey(process.argv.slice(2), {
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
});
// Whoever pressed Ctrl-C waits for nothing that may still be under way.
if (process.exitCode === exitCodes.interrupted) process.exit();
