import { Pool } from 'undici';
import type { Operation } from '../embedded-mongo/workload.js';

const sent = Buffer.alloc(1_024, 'y');

interface Request {
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly body?: Buffer;
  /** As many as there should be. */
  readonly bytes?: number;
}

export const requestNames = ['get-1k', 'get-100k', 'post-1k', 'online'] as const;
export type RequestName = (typeof requestNames)[number];

/** The requests that are measured, each with what it reads. */
const requests: Readonly<Record<RequestName, Request>> = {
  'get-1k': { path: '/bench/1k', method: 'GET', bytes: 1_024 },
  'get-100k': { path: '/bench/100k', method: 'GET', bytes: 102_400 },
  'post-1k': { path: '/bench/1k', method: 'POST', bytes: 1_024, body: sent },
  online: { path: '/presence/online', method: 'GET' },
};

/** Asks one server over so many connections that stay open; an operation rejects for any other answer than the one it should get. */
export const askerOf = (url: string, connections: number) => {
  const pool = new Pool(url, { connections });
  const operation =
    (name: RequestName): Operation =>
    async () => {
      const { bytes, ...request } = requests[name];
      const { statusCode, body } = await pool.request(request);
      const { byteLength } = await body.arrayBuffer();
      if (statusCode !== 200 || byteLength !== (bytes ?? byteLength))
        throw new Error(`${name} at ${url} gave ${statusCode} and ${byteLength} bytes`);
    };
  return { operation, close: () => pool.close() };
};
