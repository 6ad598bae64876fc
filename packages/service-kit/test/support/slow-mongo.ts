import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { startMongo } from '@obey/test-servers';
import type { ExecutionContext } from 'ava';
import { BSON } from 'mongodb';

/** A MongoDB, and a way to it on which answers are late. */
export const startSlowMongo = async (t: ExecutionContext) => {
  const mongo = await startMongo(t, 'slow');
  const { hostname, port } = new URL(mongo.url);
  const commands: BSON.Document[] = [];
  const answering = new Set<Socket>();
  const held = new Set<Socket>();
  let holds = (_command: BSON.Document) => false;

  const server = createServer((client) => {
    const database = connect(Number(port), hostname);
    answering.add(database);
    const end = () => {
      client.destroy();
      database.destroy();
      answering.delete(database);
    };
    client.on('data', (bytes) => {
      const command = commandIn(bytes);
      commands.push(command);
      if (holds(command)) {
        held.add(database);
        database.pause();
      }
      database.write(bytes);
    });
    database.on('data', (bytes) => client.write(bytes));
    for (const socket of [client, database]) socket.on('error', end).on('close', end);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It listens on no port');
  const cut = () => {
    for (const socket of answering) socket.destroy();
  };
  t.teardown(() => {
    server.close();
    cut();
  });
  return {
    direct: mongo,
    // Half a second is as often as the driver's heartbeats may be.
    env: {
      MONGO_URL: `mongodb://127.0.0.1:${address.port}/?heartbeatFrequencyMS=500`,
      MONGO_DATABASE: mongo.database,
    },
    /** What was sent so far. */
    commands,
    /** The database gets commands by this name, or any, and does them; that it has done so is not heard before `release`. */
    hold: (name?: string) => {
      holds = (command) => name === undefined || name in command;
    },
    held: () => held.size > 0,
    release: () => {
      holds = () => false;
      for (const socket of held) socket.resume();
      held.clear();
    },
    cut,
  };
};

/** In OP_MSG the document of a command follows on its header, its flags and the kind of its section. */
const commandIn = (bytes: Buffer): BSON.Document => {
  const isMessage = bytes.length > 21 && bytes.readInt32LE(12) === 2013;
  return isMessage ? BSON.deserialize(bytes.subarray(21, 21 + bytes.readInt32LE(21))) : {};
};
