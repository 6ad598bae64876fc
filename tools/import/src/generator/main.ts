import { createWriteStream } from 'node:fs';
import process from 'node:process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UsageError } from '../options.js';
import { forumText } from './forum.js';
import { readGenerateOptions, usage } from './options.js';

/** Whoever read has heard enough: `| head` is no fault. */
const isBrokenPipe = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EPIPE';

try {
  const options = readGenerateOptions(process.argv.slice(2), process.env);
  if (options === undefined) console.log(usage);
  else {
    const target = options.path === undefined ? process.stdout : createWriteStream(options.path);
    await pipeline(Readable.from(forumText(options.size)), target);
  }
} catch (error) {
  if (!isBrokenPipe(error)) {
    console.error(error instanceof UsageError ? error.message : error);
    process.exitCode = 1;
  }
}
