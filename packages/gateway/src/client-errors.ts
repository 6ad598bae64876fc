import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** Which answer is under way on a connection. */
const answering = new WeakMap<Duplex, ServerResponse>();

/** Remembers an answer, for when the rest of its request turns out to be none. */
export const markAnswering = (response: ServerResponse): void => {
  if (response.socket) answering.set(response.socket, response);
};

/** Connections of which nothing more is taken. */
const given = new WeakSet<Duplex>();

/** Takes nothing more of this connection: what comes next on it could be the rest of what was refused. */
export const giveUp = (response: ServerResponse): void => {
  if (response.socket) given.add(response.socket);
};

export const isGivenUp = (socket: Duplex): boolean => given.has(socket);

const statuses: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Content Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/**
 * Answers what the parser refuses, and ends the connection. Where the answer to the same bytes was given already, as the parser
 * looks at a Transfer-Encoding only after the header, that one is sent to its end.
 */
export const onClientError = (error: NodeJS.ErrnoException, socket: Duplex): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  if (answering.get(socket)?.headersSent !== true) socket.write(answerTo(error.code ?? ''));
  socket.once('finish', () => socket.destroy());
  socket.end();
};

const answerTo = (code: string): string => {
  const status = statuses[code] ?? '400 Bad Request';
  const detail = 'This is no HTTP/1.1 request, or one that could be taken for several.';
  const body = JSON.stringify({
    type: 'urn:problem:gateway.malformed',
    title: 'The request cannot be read',
    status: Number.parseInt(status, 10),
    detail,
    code: 'gateway.malformed',
  });
  return [
    `HTTP/1.1 ${status}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${body.length}`,
    'X-Content-Type-Options: nosniff',
    'Connection: close',
    '',
    body,
  ].join('\r\n');
};
