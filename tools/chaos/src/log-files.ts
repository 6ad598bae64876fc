import { openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type LogRecord, readLine, writeLine } from './records.js';

/** Appends records to a file. When it returns, the line survives the death of this process. */
export const openLog = (folder: string, name: string): ((record: LogRecord) => void) => {
  const file = openSync(join(folder, `${name}.log`), 'a');
  return (record) => {
    writeSync(file, writeLine(record));
  };
};

/** All records of all files of a folder, by time. */
export const readLogs = (folder: string): LogRecord[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.log'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map(readLine)
    .sort((a, b) => a.at - b.at);
