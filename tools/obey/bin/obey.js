#!/usr/bin/env node
// npm links a program only if it is there at the time of installing, which is before the build.
import { existsSync } from 'node:fs';
import process from 'node:process';

const main = new URL('../dist/src/main.js', import.meta.url);
if (existsSync(main)) await import(main.href);
else {
  console.error('obey is not built yet: run `npm run build` in its checkout, and then this again');
  process.exitCode = 1;
}
