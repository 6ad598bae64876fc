import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, realpath, unlink, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartError } from './errors.js';

const FORMAT = 'obey embedded-mongo data, format 1\n';

/**
 * Claims a data folder for this process and checks that it is empty or of this format; the claim ends
 * with the returned release, or with the process.
 */
export async function claimFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const path = await realpath(folder);
  const lock = await lockFolder(path);
  try {
    await checkFormat(path);
  } catch (error) {
    await release(lock);
    throw error;
  }
  return () => release(lock);
}

async function checkFormat(folder: string): Promise<void> {
  const file = join(folder, 'format');
  const entries = await readdir(folder);
  if (entries.length === 0) return writeFile(file, FORMAT);
  const format = entries.includes('format') ? await readFile(file, 'utf8') : undefined;
  if (format === FORMAT) return undefined;
  throw new StartError(
    'embedded-mongo.folder-of-another-format',
    `the folder ${folder} holds ${format === undefined ? 'other files' : `data of another format (${format.trim()})`}; choose an empty folder, or remove this one's content`,
  );
}

/** The lock is a socket that dies with its process, so a killed server leaves no stale lock behind. */
function lockName(folder: string): string {
  const name = `embedded-mongo-${createHash('sha256').update(folder).digest('hex').slice(0, 32)}`;
  if (process.platform === 'linux') return `\0${name}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

async function lockFolder(folder: string): Promise<Server> {
  const name = lockName(folder);
  const lock = (await listen(name)) ?? (await afterStaleSocket(name));
  if (lock) return lock;
  throw new StartError(
    'embedded-mongo.folder-in-use',
    `the folder ${folder} is in use by another embedded-mongo; stop that one, or choose another folder`,
  );
}

function listen(name: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.unref();
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(name, () => resolve(server));
  });
}

/** Where sockets are files, one whose process is gone refuses connections and may be taken over. */
async function afterStaleSocket(name: string): Promise<Server | undefined> {
  if (process.platform === 'linux' || process.platform === 'win32') return undefined;
  const alive = await new Promise<boolean>((resolve) => {
    const socket = connect(name, () => resolve(true));
    socket.once('error', () => resolve(false)).once('connect', () => socket.destroy());
  });
  if (alive) return undefined;
  await unlink(name);
  return listen(name);
}

function release(lock: Server): Promise<void> {
  return new Promise((resolve, reject) => lock.close((error) => (error ? reject(error) : resolve())));
}
