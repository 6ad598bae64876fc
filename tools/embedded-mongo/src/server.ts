import { setMaxListeners } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { adminCommands } from './admin-commands.js';
import { aggregateCommands } from './aggregate.js';
import type { Command, CommandDeps } from './command.js';
import { CommandError, failure, StartError } from './errors.js';
import { helloCommands } from './hello.js';
import { indexCommands } from './index-commands.js';
import { readCommands } from './read-commands.js';
import type { Request } from './request.js';
import type { Doc } from './values.js';
import { createFramer, type Message, readMessage, writeReply } from './wire.js';
import { writeCommands } from './write-commands.js';

const COMMANDS: ReadonlyMap<string, Command> = new Map(
  Object.entries({
    ...helloCommands,
    ...readCommands,
    ...aggregateCommands,
    ...writeCommands,
    ...indexCommands,
    ...adminCommands,
  }),
);

export async function runCommand(deps: CommandDeps, request: Request): Promise<Doc | Buffer> {
  try {
    const command = COMMANDS.get(request.command);
    if (!command) throw failure('CommandNotFound', `no such command: '${request.command}'`);
    const reply = await command(deps, request);
    return Buffer.isBuffer(reply) ? reply : { ...reply, ok: 1 };
  } catch (error) {
    return errorReply(error);
  }
}

function errorReply(error: unknown): Doc {
  if (error instanceof CommandError) {
    return { ok: 0, errmsg: error.message, code: error.code, codeName: error.codeName, ...error.extra };
  }
  // What a client nests too deeply overflows the stack where it is parsed.
  if (error instanceof RangeError) return errorReply(failure('Overflow', error.message));
  console.error('embedded-mongo: a command failed unexpectedly', error);
  return errorReply(failure('InternalError', error instanceof Error ? error.message : String(error)));
}

/** Listens; StartError 'embedded-mongo.port-taken' when another process has the port. */
export async function listen(
  deps: CommandDeps,
  host: string,
  port: number,
): Promise<{ port: number; stop: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    serve(deps, socket, stopping.signal, (work) => {
      running.add(work);
      void work.finally(() => running.delete(work));
    });
  });
  await bind(server, host, port);
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new StartError('embedded-mongo.no-address', 'the server has no TCP address');
  return {
    port: address.port,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.pause();
      stopping.abort();
      await Promise.all(running);
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function bind(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'EADDRINUSE') return reject(cause);
      const message = `port ${port} of ${host} is taken by another process; stop it, or choose another port`;
      return reject(new StartError('embedded-mongo.port-taken', message, { cause }));
    });
    server.listen(port, host, resolve);
  });
}

/** Messages of one connection that may wait for their turn; what comes beyond waits in its socket. */
const MAX_WAITING = 100;

function parsed(frame: Buffer): Message | CommandError {
  try {
    return readMessage(frame);
  } catch (error) {
    return error instanceof CommandError ? error : failure('InvalidBSON', String(error));
  }
}

/** Answers one connection's messages one after the other, in the order they came. */
function serve(
  deps: CommandDeps,
  socket: Socket,
  stopping: AbortSignal,
  track: (work: Promise<void>) => void,
): void {
  const frames = createFramer();
  const waiting: Buffer[] = [];
  let busy = false;
  let held = false;
  let lastReply = 0;

  async function answer(frame: Buffer): Promise<void> {
    const message = parsed(frame);
    lastReply += 1;
    if (message instanceof CommandError) {
      return send(writeReply({ id: frame.readInt32LE(4), kind: 'msg' }, errorReply(message), lastReply));
    }
    const reply = await runCommand(deps, message.request);
    return message.reply ? send(encoded(message, reply)) : undefined;
  }

  function encoded(message: Message, reply: Doc | Buffer): Buffer {
    try {
      return writeReply(message, reply, lastReply);
    } catch {
      const tooLarge = failure('BSONObjectTooLarge', 'the reply is larger than a document may be');
      return writeReply(message, errorReply(tooLarge), lastReply);
    }
  }

  /** Waits for a client that reads slower than it asks, unless the server stops. */
  async function send(bytes: Buffer): Promise<void> {
    if (socket.destroyed || socket.write(bytes) || stopping.aborted) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        socket.off('drain', done).off('close', done);
        stopping.removeEventListener('abort', done);
        resolve();
      };
      socket.on('drain', done).on('close', done);
      stopping.addEventListener('abort', done);
    });
  }

  async function drain(): Promise<void> {
    busy = true;
    while (!stopping.aborted) {
      const frame = waiting.shift();
      if (!frame) break;
      await answer(frame);
      if (held && waiting.length === 0 && !stopping.aborted) {
        held = false;
        socket.resume();
      }
    }
    busy = false;
  }

  socket.setNoDelay(true);
  // A client that goes away in the middle of a message is no fault of the server's.
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    try {
      waiting.push(...frames(chunk));
    } catch {
      socket.destroy();
      return;
    }
    if (waiting.length > MAX_WAITING) {
      held = true;
      socket.pause();
    }
    if (!busy && !stopping.aborted) track(drain());
  });
}
