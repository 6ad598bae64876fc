#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { type EmbeddedMongoOptions, StartError, startEmbeddedMongo } from './index.js';

const USAGE = 'usage: embedded-mongo [--host HOST] [--port PORT] (--data FOLDER | --memory) | --help';

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        host: { type: 'string', default: '127.0.0.1' },
        port: { type: 'string', default: '27017' },
        data: { type: 'string' },
        memory: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`${values.port} is no port`);
    const { host, data, memory, help } = values;
    return { help, host, port, memory, ...(data === undefined ? {} : { data }) };
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new StartError('embedded-mongo.usage', `${message}; ${USAGE}`, { cause });
  }
}

try {
  const { help, ...options } = readOptions();
  if (help) console.log(USAGE);
  else await serve(options);
} catch (error) {
  const expected = error instanceof StartError || (error instanceof Error && 'syscall' in error);
  console.error(expected ? `embedded-mongo: ${error.message}` : error);
  process.exit(1);
}

/** A signal that comes while the server starts stops it as soon as it has. */
async function serve(options: EmbeddedMongoOptions): Promise<void> {
  const starting = startEmbeddedMongo(options);
  let asked = false;
  const stop = async () => {
    if (asked) return;
    asked = true;
    const server = await starting;
    await server.stop();
    process.exit(0);
  };
  // From a terminal a Ctrl-C comes twice, once from npx: the second must not cut the first short.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop);
  const { url } = await starting;
  if (!asked) console.log(`embedded-mongo ready at ${url}`);
}
