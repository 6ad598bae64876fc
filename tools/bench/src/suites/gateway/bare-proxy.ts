/**
 * The least that passes requests on: Node's server and a Pool of undici, with the headers that the gateway adds as constants, and
 * nothing counted, checked, logged or tried again. A program: `PORT`, `UPSTREAM`.
 */
import { createServer, type ServerResponse } from 'node:http';
import process from 'node:process';
import { Pool } from 'undici';

const { PORT, UPSTREAM = '' } = process.env;
const pool = new Pool(UPSTREAM, { connections: 256, headersTimeout: 0, bodyTimeout: 0 });
const connection = new Set(['host', 'connection', 'keep-alive']);

const toUpstream = (raw: readonly string[]): string[] => {
  const passed = ['x-forwarded-for', '127.0.0.1', 'x-forwarded-proto', 'http', 'x-correlation-id', 'bench'];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const [name = '', value = ''] = [raw[at], raw[at + 1]];
    if (!connection.has(name.toLowerCase())) passed.push(name, value);
  }
  return passed;
};

const added = [
  ...['x-correlation-id', 'bench', 'content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
  ...['cross-origin-resource-policy', 'same-site', 'referrer-policy', 'no-referrer'],
  ...['x-content-type-options', 'nosniff', 'x-frame-options', 'DENY'],
  ...['ratelimit', '"read";r=999;t=60', 'ratelimit-policy', '"read";q=1000;w=60'],
];

const answer = (response: ServerResponse, status: number, headers: NodeJS.Dict<string | string[]>): void => {
  const passed = Object.entries(headers).filter(([name]) => !connection.has(name));
  response.writeHead(status, [...passed.flatMap(([name, value]) => [name, String(value)]), ...added]);
};

createServer((request, response) => {
  const asking = {
    path: request.url ?? '/',
    method: 'GET',
    headers: toUpstream(request.rawHeaders),
  } as const;
  pool.dispatch(asking, {
    onRequestStart: () => {},
    onResponseStart: (_, status, headers) => answer(response, status, headers),
    onResponseData: (_, chunk) => void response.write(chunk),
    onResponseEnd: () => void response.end(),
    onResponseError: () => void response.destroy(),
  });
}).listen(Number(PORT), '127.0.0.1');
