#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { StartError, startEmbeddedMongo } from './index.js';

const USAGE = 'usage: embedded-mongo [--host HOST] [--port PORT] (--data FOLDER | --memory)';

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        host: { type: 'string', default: '127.0.0.1' },
        port: { type: 'string', default: '27017' },
        data: { type: 'string' },
        memory: { type: 'boolean', default: false },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`${values.port} is no port`);
    const { host, data, memory } = values;
    return { host, port, memory, ...(data === undefined ? {} : { data }) };
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new StartError('embedded-mongo.usage', `${message}\n${USAGE}`, { cause });
  }
}

try {
  const server = await startEmbeddedMongo(readOptions());
  console.log(`embedded-mongo ready at ${server.url}`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void server.stop().then(() => process.exit(0)));
  }
} catch (error) {
  console.error(error instanceof StartError ? `embedded-mongo: ${error.message}` : error);
  process.exit(1);
}
