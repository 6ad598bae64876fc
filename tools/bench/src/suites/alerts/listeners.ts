import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Writer } from '../content/writers.js';

/** Open alert streams, one for each of those who listen, over a socket each. */
export interface Listeners {
  /** How many are open. */
  count(): number;
  close(): void;
}

interface Options {
  readonly url: string;
  readonly who: readonly Writer[];
  /** Hears every piece that comes after a stream has begun; its index is that of who listens. */
  readonly hear: (index: number, piece: Buffer) => void;
}

/** Requests under way at once: more than the service can answer only wait. */
const atOnce = 64;
const withinMs = 30_000;

/**
 * Opens them all, and resolves when each has had its first bytes of the body. Bare sockets, since ten thousand HTTP clients
 * would keep this process busier than the service that is measured.
 */
export const openListeners = async ({ url, who, hear }: Options): Promise<Listeners> => {
  const { hostname, port } = new URL(url);
  const open = new Set<Socket>();
  const openOne = async (index: number, writer: Writer) => {
    const token = await writer.token();
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.write(`GET /alerts/stream HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer ${token}\r\n\r\n`);
    const ending = new AbortController();
    const late = pause(withinMs, 'late', { signal: ending.signal }).catch(() => 'begun');
    await Promise.race([begun(socket), late.then((word) => word === 'late' && tooLate())]);
    ending.abort();
    socket.on('error', () => {});
    socket.on('data', (piece) => hear(index, piece));
  };
  const waiting = [...who.entries()];
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) await openOne(...next);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return {
    count: () => open.size,
    // A reset leaves no port behind that waits for stragglers.
    close: () => {
      for (const socket of open) socket.resetAndDestroy();
    },
  };
};

const tooLate = () => {
  throw new Error(`An alert stream did not begin within ${withinMs} ms.`);
};

const begun = (socket: Socket) =>
  new Promise<void>((resolve, reject) => {
    let text = '';
    const read = (piece: Buffer) => {
      text += piece.toString('latin1');
      if (!text.includes('retry: ')) return;
      socket.off('data', read);
      if (text.startsWith('HTTP/1.1 200')) resolve();
      else reject(new Error(`An alert stream was answered by ${text}`));
    };
    socket.on('data', read);
    socket.once('error', reject);
    socket.once('close', () => reject(new Error(`An alert stream was closed after ${text}`)));
  });
