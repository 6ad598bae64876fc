import { Int32 } from 'bson';
import type { Commands } from './command.js';
import { MAX_MESSAGE } from './wire.js';

const LIMITS = { maxBsonObjectSize: 16 * 1024 * 1024 };

/**
 * The handshake of a standalone server: no `logicalSessionTimeoutMinutes`, `setName` or `msg`, so that
 * drivers use neither sessions nor transactions, and no `topologyVersion`, so that monitors poll.
 */
const handshake = {
  helloOk: true,
  ...LIMITS,
  maxMessageSizeBytes: MAX_MESSAGE,
  maxWriteBatchSize: 100_000,
  minWireVersion: 0,
  maxWireVersion: 25,
  readOnly: false,
};

const legacyHello = () => ({ ismaster: true, localTime: new Date(), ...handshake });

/** Commands about the server itself. */
export const helloCommands: Commands = {
  hello: () => ({ isWritablePrimary: true, localTime: new Date(), ...handshake }),
  ismaster: legacyHello,
  isMaster: legacyHello,
  ping: () => ({}),
  endSessions: () => ({}),
  buildInfo: () => ({
    version: '8.0.0',
    gitVersion: 'embedded-mongo',
    modules: [],
    versionArray: [8, 0, 0, 0].map((part) => new Int32(part)),
    bits: 64,
    debug: false,
    ...LIMITS,
    storageEngines: ['lmdb'],
  }),
};
