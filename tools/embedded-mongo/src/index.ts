import { loadCatalog } from './catalog.js';
import { createCursors } from './cursors.js';
import { openDocuments } from './documents.js';
import { StartError } from './errors.js';
import { claimFolder } from './folder.js';
import { listen } from './server.js';
import { openStore } from './store.js';
import { expireDocuments } from './ttl.js';

export { StartError } from './errors.js';

export type EmbeddedMongoOptions = {
  host?: string;
  /** 0 takes a free port. */
  port?: number;
  /** The folder of the data; made if it is missing. Give this or `memory`. */
  data?: string;
  /** Keeps nothing: the data are gone when the server stops. */
  memory?: boolean;
};

export type EmbeddedMongo = { url: string; port: number; stop: () => Promise<void> };

const HOUSEKEEPING_MS = 1000;

/**
 * Starts a server. With `data`, a write that is acknowledged is on disk. Rejects with a StartError whose
 * code is `embedded-mongo.port-taken`, `.folder-in-use`, `.folder-of-another-format`,
 * `.folder-unusable` or `.no-data`.
 */
export async function startEmbeddedMongo(options: EmbeddedMongoOptions): Promise<EmbeddedMongo> {
  const { host = '127.0.0.1', port = 0, data, memory = false } = options;
  if ((data === undefined) === !memory) {
    throw new StartError('embedded-mongo.no-data', 'give either a data folder or memory, and not both');
  }
  const release = data === undefined ? async () => {} : await claimFolder(data).catch(unusable(data));
  const store = await openStore(data).catch(async (error: unknown) => {
    await release();
    throw error;
  });
  const now = () => new Date();
  const catalog = loadCatalog(store);
  const cursors = createCursors(Date.now);
  const deps = { store, catalog, documents: openDocuments(store, catalog), cursors, now };
  const close = async () => {
    await store.close();
    await release();
  };
  const server = await listen(deps, host, port).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  let expiring = Promise.resolve();
  const timer = setInterval(() => {
    cursors.sweep(Date.now());
    expiring = expiring
      .then(() => expireDocuments(deps))
      .catch((error: unknown) => {
        console.error('embedded-mongo: expired documents could not be removed, will try again', error);
      });
  }, HOUSEKEEPING_MS).unref();
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    clearInterval(timer);
    await server.stop();
    await expiring;
    await close();
  };
  return {
    url: `mongodb://${host}:${server.port}`,
    port: server.port,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

const unusable = (folder: string) => (cause: unknown) => {
  if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
  throw new StartError(
    'embedded-mongo.folder-unusable',
    `the folder ${folder} cannot be used (${cause.message}); choose one that can be written`,
    { cause },
  );
};
