import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { ExecutionContext } from 'ava';

/** A way to MongoDB on which connections break as soon as a command with this name is sent, while it is set. */
export const cuttable = async (t: Pick<ExecutionContext, 'teardown'>, mongoUrl: string) => {
  const { hostname, port } = new URL(mongoUrl);
  const way: { cutAt: string | undefined } = { cutAt: undefined };
  const server = createServer((client) => {
    const database = connect(Number(port), hostname);
    const end = () => {
      client.destroy();
      database.destroy();
    };
    client.on('data', (bytes) => {
      if (way.cutAt !== undefined && bytes.includes(way.cutAt)) end();
      else database.write(bytes);
    });
    database.on('data', (bytes) => client.write(bytes));
    for (const socket of [client, database]) socket.on('error', end).on('close', end);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It listens on no port');
  return { way, url: `mongodb://127.0.0.1:${address.port}/` };
};
