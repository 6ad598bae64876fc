import { resolve } from 'node:path';
import process from 'node:process';
import { PreviewUsage, readPreviewArgs, writePreview } from './preview.js';

try {
  const page = await writePreview(readPreviewArgs(process.argv.slice(2)));
  console.log(`The mails are at ${resolve(page)}`);
} catch (error) {
  console.error(error instanceof PreviewUsage ? error.message : error);
  process.exitCode = 1;
}
