import { readFile } from 'node:fs/promises';
import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import { createSecureContext } from 'node:tls';
import { SettingFaulty } from '@obey/service-kit';
import type { Logger } from 'pino';
import { onClientError } from './client-errors.js';
import { createPlainServer, serverOptions } from './server-options.js';

interface Files {
  /** The certificate, with those that lead to its root, and its key; PEM. */
  readonly certFile: string;
  readonly keyFile: string;
}

interface Deps extends Files {
  readonly log: Logger;
  /** How often the files are looked at. */
  readonly everyMs: number;
}

export interface Tls {
  createServer(listener: RequestListener): Server;
  close(): Promise<void>;
}

/** Only one of the two files is named. */
export class TlsIncomplete extends SettingFaulty {
  readonly code = 'gateway.tls-incomplete';

  constructor() {
    super('TLS needs both TLS_CERT_FILE and TLS_KEY_FILE; set the other one too, or neither');
    this.name = 'TlsIncomplete';
  }
}

/** The two files cannot be used. */
export class TlsFaulty extends SettingFaulty {
  readonly code = 'gateway.tls-faulty';

  constructor({ certFile, keyFile }: Files, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(
      `TLS_CERT_FILE (${certFile}) and TLS_KEY_FILE (${keyFile}) are no certificate and its key that can be read: ${why}`,
      { cause },
    );
    this.name = 'TlsFaulty';
  }
}

/**
 * Serves TLS by a certificate in files, and takes up a new one from there without a restart: connections that are open keep theirs.
 * While the files do not fit each other, as halfway through being replaced, the last that did serve on. Rejects with
 * `TlsFaulty` where they cannot be used at the start.
 */
const openTls = async ({ certFile, keyFile, log, everyMs }: Deps): Promise<Tls> => {
  let current = await readPair({ certFile, keyFile });
  let server: ReturnType<typeof createServer> | undefined;
  const closing = new AbortController();

  const look = async () => {
    const found = await readPair({ certFile, keyFile });
    if (found.cert.equals(current.cert) && found.key.equals(current.key)) return;
    server?.setSecureContext({ ...found, minVersion });
    current = found;
    log.info({ certFile }, 'A new certificate is used');
  };
  const watch = async () => {
    while (!closing.signal.aborted) {
      await delay(everyMs, undefined, { signal: closing.signal }).catch(() => undefined);
      await look().catch((error: unknown) =>
        log.warn({ err: error, certFile, keyFile }, 'A certificate cannot be used; the last one serves on'),
      );
    }
  };
  const watching = watch();
  return {
    createServer: (listener) => {
      server = createServer({ ...serverOptions, ...current, minVersion, handshakeTimeout }, listener);
      return server.on('clientError', onClientError);
    },
    close: () => {
      closing.abort();
      return watching;
    },
  };
};

/** The server that the settings ask for: with TLS where they name a certificate. Rejects with `TlsIncomplete`. */
export const chooseServer = async (
  { TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile, TLS_INTERVAL: everyMs }: Settings,
  log: Logger,
): Promise<Tls> => {
  if (certFile === undefined && keyFile === undefined)
    return { createServer: createPlainServer, close: () => Promise.resolve() };
  if (certFile === undefined || keyFile === undefined) throw new TlsIncomplete();
  return openTls({ certFile, keyFile, everyMs, log });
};

interface Settings {
  readonly TLS_CERT_FILE: string | undefined;
  readonly TLS_KEY_FILE: string | undefined;
  readonly TLS_INTERVAL: number;
}

const minVersion = 'TLSv1.2';
/** As long as a header may take; it would be two minutes. */
const handshakeTimeout = serverOptions.headersTimeout;

/** Reads both, and tries them together. */
const readPair = async (files: Files) => {
  try {
    const [cert, key] = await Promise.all([readFile(files.certFile), readFile(files.keyFile)]);
    createSecureContext({ cert, key });
    return { cert, key };
  } catch (error) {
    throw new TlsFaulty(files, error);
  }
};
