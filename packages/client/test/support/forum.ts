import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { ExecutionContext } from 'ava';

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

export type Answering = (request: Seen, response: ServerResponse, count: number) => void;

/** A server that answers as a test wants it to, and all that it was asked. */
export const startServer = async (t: ExecutionContext, answer: Answering) => {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const text = Buffer.concat(chunks).toString();
    const one = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: text === '' ? undefined : JSON.parse(text),
    };
    seen.push(one);
    answer(one, response, seen.length);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}`, seen };
};

export const json = (response: ServerResponse, status: number, body: unknown, headers: object = {}) => {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
};

export const problem = (response: ServerResponse, status: number, code: string, more: object = {}) => {
  response.writeHead(status, { 'Content-Type': 'application/problem+json', 'X-Correlation-Id': 'c-1' });
  response.end(JSON.stringify({ status, code, title: 'No', detail: 'Not like this', ...more }));
};

/** Quick enough for tests, and patient enough for a busy machine. */
export const quick = { withinMs: 20_000, baseMs: 5 };
