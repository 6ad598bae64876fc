import { Int32 } from 'bson';
import type { Command } from './server.js';
import { MAX_MESSAGE } from './wire.js';

const VERSION = '8.0.0';

/**
 * The handshake of a standalone server: no `logicalSessionTimeoutMinutes`, `setName` or `msg`, so that
 * drivers use neither sessions nor transactions, and no `topologyVersion`, so that monitors poll.
 */
const hello: Command = (_deps, { command }) => ({
  helloOk: true,
  [command === 'hello' ? 'isWritablePrimary' : 'ismaster']: true,
  maxBsonObjectSize: 16 * 1024 * 1024,
  maxMessageSizeBytes: MAX_MESSAGE,
  maxWriteBatchSize: 100_000,
  localTime: new Date(),
  minWireVersion: 0,
  maxWireVersion: 25,
  readOnly: false,
});

const nothing: Command = () => ({});

/** Commands about the server itself. */
export const helloCommands: Record<string, Command> = {
  hello,
  ismaster: hello,
  isMaster: hello,
  ping: nothing,
  endSessions: nothing,
  buildInfo: () => ({
    version: VERSION,
    gitVersion: 'embedded-mongo',
    modules: [],
    versionArray: VERSION.split('.')
      .concat('0')
      .map((part) => new Int32(part)),
    bits: 64,
    debug: false,
    maxBsonObjectSize: 16 * 1024 * 1024,
    storageEngines: ['lmdb'],
  }),
};
