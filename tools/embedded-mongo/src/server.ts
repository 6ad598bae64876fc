import { createServer, type Server, type Socket } from 'node:net';
import { adminCommands } from './admin-commands.js';
import { aggregateCommands } from './aggregate.js';
import type { Cursors } from './cursors.js';
import { CommandError, failure, StartError } from './errors.js';
import { helloCommands } from './hello.js';
import { indexCommands } from './index-commands.js';
import type { QueryDeps } from './query.js';
import { readCommands } from './read-commands.js';
import type { Request } from './request.js';
import type { Doc } from './values.js';
import { createFramer, type Message, readMessage, writeReply } from './wire.js';
import { writeCommands } from './write-commands.js';

export type CommandDeps = QueryDeps & { cursors: Cursors; now: () => Date };

/** A command: gives the reply's fields (`ok` is added), or a whole reply already encoded. */
export type Command = (deps: CommandDeps, request: Request) => Doc | Buffer | Promise<Doc | Buffer>;

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
  console.error('embedded-mongo: a command failed unexpectedly', error);
  return {
    ok: 0,
    errmsg: error instanceof Error ? error.message : String(error),
    code: 1,
    codeName: 'InternalError',
  };
}

/** Listens; StartError 'embedded-mongo.port-taken' when another process has the port. */
export async function listen(
  deps: CommandDeps,
  host: string,
  port: number,
): Promise<{ port: number; stop: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const running = new Set<Promise<void>>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    serve(deps, socket, (work) => {
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

/** Answers one connection's messages one after the other, in the order they came. */
function serve(deps: CommandDeps, socket: Socket, track: (work: Promise<void>) => void): void {
  const frames = createFramer();
  const waiting: Buffer[] = [];
  let busy = false;
  let lastReply = 0;

  async function answer(frame: Buffer): Promise<void> {
    let message: Message;
    try {
      message = readMessage(frame);
    } catch (error) {
      lastReply += 1;
      socket.write(writeReply({ id: frame.readInt32LE(4), kind: 'msg' }, errorReply(error), lastReply));
      return;
    }
    const reply = await runCommand(deps, message.request);
    lastReply += 1;
    if (message.reply && !socket.destroyed) socket.write(writeReply(message, reply, lastReply));
  }

  async function drain(): Promise<void> {
    busy = true;
    for (let frame = waiting.shift(); frame; frame = waiting.shift()) await answer(frame);
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
    if (!busy) track(drain());
  });
}
